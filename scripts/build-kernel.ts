// Builds the wasm kernel of the cascade engine from its source: node scripts/build-kernel.ts
// The compiler is not among the project's packages (100 MB for one file that rarely changes); docs/decisions/0030.
import { readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../src/engines/cascade/", import.meta.url);
export const COMPILER = "0.28.20";

type Compiler = {
  main: (
    args: string[],
    world: {
      readFile: (name: string) => string | null;
      writeFile: (name: string, content: Uint8Array | string) => void;
      listFiles: () => string[];
    },
  ) => Promise<{ error: Error | null; stderr: { toString: () => string } }>;
};

/** The compiler, or null where it is not installed. ASSEMBLYSCRIPT may name the folder of the package. */
export async function compiler(): Promise<Compiler | null> {
  const at =
    process.env.ASSEMBLYSCRIPT ?? new URL("../node_modules/assemblyscript", import.meta.url).pathname;
  try {
    const { version } = JSON.parse(readFileSync(`${at}/package.json`, "utf8")) as { version: string };
    if (version !== COMPILER) return null;
    return (await import(`${at}/dist/asc.js`)) as Compiler;
  } catch {
    return null;
  }
}

/** The binary the source gives today, as base64. */
export async function build({ main }: Compiler): Promise<string> {
  let binary: Uint8Array | null = null;
  const args = ["kernel.ts", "-o", "kernel.wasm", "-O3", "--noAssert", "--runtime", "stub", "--importMemory"];
  const shared = ["--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536", "--noExportMemory"];
  const { error, stderr } = await main([...args, ...shared, "--enable", "simd,threads"], {
    readFile: (name) => (name === "kernel.ts" ? readFileSync(new URL("kernel.as", folder), "utf8") : null),
    writeFile: (name, content) => {
      if (name.endsWith(".wasm") && typeof content !== "string") binary = content;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`${error?.message}\n${stderr.toString()}`);
  return Buffer.from(binary).toString("base64");
}

if (import.meta.filename === process.argv[1]) {
  const found = await compiler();
  if (found) {
    const base64 = await build(found);
    const lines = base64.match(/.{1,100}/g)!.map((line) => `  "${line}",`);
    const text = `// The wasm kernel, built from kernel.as by scripts/build-kernel.ts; not written by hand.\nexport const KERNEL = [\n${lines.join("\n")}\n].join("");\n`;
    writeFileSync(new URL("kernel-binary.ts", folder), text);
    console.log(`kernel-binary.ts: ${Buffer.from(base64, "base64").length} bytes of wasm`);
  } else {
    console.error(`需要编译器 Compiler needed: npm install --no-save assemblyscript@${COMPILER}`);
    process.exitCode = 1;
  }
}
