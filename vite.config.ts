// Builds src/web into dist/web: hashed files, no inline script or style, so that the strict policy of the server holds.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Compressed once here instead of at each request. */
const compressed: Plugin = {
  name: "wenlian-compressed",
  apply: "build",
  writeBundle({ dir }) {
    for (const name of readdirSync(dir!, { recursive: true, encoding: "utf8" })) {
      if (!/\.(js|css|svg)$/.test(name)) continue;
      const bytes = readFileSync(`${dir}/${name}`);
      if (bytes.length < 1024) continue;
      writeFileSync(`${dir}/${name}.br`, brotliCompressSync(bytes));
      writeFileSync(`${dir}/${name}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [react(), compressed],
  // The server writes the nonce of each answer where this mark stands (src/platform/web/page.ts).
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // The policy refuses data: addresses for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { port: 5173, proxy: { "/api": "http://127.0.0.1:8080" } },
});
