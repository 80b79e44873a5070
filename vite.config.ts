// Builds src/web into dist/web: hashed files, no inline script or style, so that the strict policy of the server holds.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [react()],
  // The server writes the nonce of each answer where this mark stands.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // data: addresses are refused by the policy for fonts.
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 700,
  },
  server: { port: 5173, proxy: { "/api": "http://127.0.0.1:8080" } },
});
