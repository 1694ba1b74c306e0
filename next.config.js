/** @type {import("next").NextConfig} */
export default {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  devIndicators: false,
  // Types are checked by `npm run check`; who starts the product does not wait for that again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "pino", "@dbos-inc/dbos-sdk", "@cedar-policy/cedar-wasm"],
};
