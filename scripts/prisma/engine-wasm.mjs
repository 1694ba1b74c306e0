import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
let loaded;

async function load() {
  const js = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmFile = require.resolve("@prisma/schema-engine-wasm").replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { "./schema_engine_bg.js": js });
  js.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return js;
}

/** Prisma's schema engine, compiled to WebAssembly; loaded once. */
export function loadEngine() {
  loaded ??= load();
  return loaded;
}
