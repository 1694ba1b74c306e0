// Bundles the plain Node processes; packages stay outside. `dist/` is what `npm start` runs.
import { build } from "esbuild";

const everyBundle = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  alias: { "@": "." },
  logLevel: "warning",
};
await build({
  ...everyBundle,
  entryPoints: {
    gateway: "lib/api/gateway.server.ts",
    worker: "lib/runtime/worker/main.server.ts",
    slipway: "scripts/cli/main.ts",
  },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  splitting: true,
  packages: "external",
  sourcemap: true,
});
// The child in which user code runs may read no file, so it is one text with everything in it.
await build({
  ...everyBundle,
  entryPoints: { "sandbox-child": "lib/runtime/sandbox/sandbox-child.server.ts" },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
});
