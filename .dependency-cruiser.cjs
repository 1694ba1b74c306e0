const MAY_IMPORT = {
  platform: [],
  release: ["platform"],
  governance: ["release", "platform"],
  observability: ["governance", "release", "platform"],
  harness: ["release", "governance", "observability", "platform"],
  runtime: ["release", "governance", "observability", "platform"],
};
const TEST = "(\\.(test|test-d|spec|contract)\\.tsx?$|^lib/[^/]+/testing/)";
const areaRules = Object.entries(MAY_IMPORT).map(([area, allowed]) => ({
  name: `area-${area}`,
  severity: "error",
  comment: `lib/${area} may import: ${[area, ...allowed].join(", ")}.`,
  from: { path: `^lib/${area}/` },
  to: { path: `^lib/(?!(${[area, ...allowed].join("|")})/)` },
}));
module.exports = {
  forbidden: [
    ...areaRules,
    {
      name: "harness-never-reaches-runtime",
      severity: "error",
      from: { path: "^lib/harness/" },
      to: { path: "^lib/runtime/", reachable: true },
    },
    {
      name: "runtime-never-reaches-harness",
      severity: "error",
      from: { path: "^lib/runtime/" },
      to: { path: "^lib/harness/", reachable: true },
    },
    { name: "lib-not-up", severity: "error", from: { path: "^lib/" }, to: { path: "^(app|components)/" } },
    { name: "components-not-app", severity: "error", from: { path: "^components/" }, to: { path: "^app/" } },
    {
      name: "only-app-and-gateway-use-api",
      severity: "error",
      from: { pathNot: "^(app|lib/api|scripts|e2e)/" },
      to: { path: "^lib/api/" },
    },
    {
      name: "pure-core",
      severity: "error",
      from: { path: "^(lib|components)/", pathNot: ["\\.server\\.tsx?$", TEST] },
      to: {
        path: ["\\.server\\.tsx?$", "^prisma/", "node_modules/(@prisma|pg|next-auth/(?!react))"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "pure-core-no-node",
      severity: "error",
      from: { path: "^(lib|components)/", pathNot: ["\\.server\\.tsx?$", TEST] },
      to: { dependencyTypes: ["core"] },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "not-to-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: ["node_modules", "^prisma/generated/"] },
    exclude: { path: "^(\\.next|dist)/" },
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
