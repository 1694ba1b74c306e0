// Bundles the plain Node processes; packages stay outside. `dist/` is what `npm start` runs.
import { build } from "esbuild";

await build({
  entryPoints: {
    gateway: "lib/api/gateway.server.ts",
    worker: "lib/runtime/worker/main.server.ts",
    slipway: "scripts/cli/main.ts",
  },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  alias: { "@": "." },
  sourcemap: true,
  logLevel: "warning",
});
