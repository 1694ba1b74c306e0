/** @type {import("next").NextConfig} */
export default {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  devIndicators: false,
  serverExternalPackages: ["pg", "pino", "@dbos-inc/dbos-sdk", "@cedar-policy/cedar-wasm"],
};
