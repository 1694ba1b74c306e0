// `npm run check`: everything that can be said without running the product. Prints one line a check.
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { isClientCurrent, noteClientCurrent } from "./prisma/generated-client.mjs";
import { runCommand } from "./run-command.mjs";

const root = join(import.meta.dirname, "..");
process.chdir(root);
await ensureInstalled(root);

const prisma = "node_modules/prisma/build/index.js";
const none = { DATABASE_URL: process.env.DATABASE_URL ?? "postgresql://127.0.0.1:1/none" };

/** The checks, cheapest first. `needs` runs before. */
const CHECKS = [
  ["format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]],
  ["lock file complete", ["scripts/complete-lock.mjs", "--check"]],
  ["imports", ["node_modules/dependency-cruiser/bin/dependency-cruise.mjs", "app", "components", "lib", "proxy.ts"]],
  ["structure", ["scripts/check-structure.mjs"]],
  ["dead code", ["node_modules/knip/bin/knip.js"]],
  ["migrations match the schema", ["scripts/check-migrations.mjs"]],
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]],
  ["typed client up to date", ["--import", "tsx", "scripts/openapi.ts", "--check"]],
];

async function check(name, args) {
  const from = Date.now();
  const { code, output } = await runCommand(args, { cwd: root, env: none });
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

if (!isClientCurrent(root)) {
  const { code } = await runCommand([prisma, "generate"], { cwd: root, env: none });
  if (code === 0) noteClientCurrent(root);
}
await runCommand(["node_modules/next/dist/bin/next", "typegen"], { cwd: root });
let failed = 0;
const pending = [...CHECKS];
const worker = async () => {
  for (let next = pending.shift(); next; next = pending.shift()) if (!(await check(...next))) failed++;
};
await Promise.all([worker(), worker()]);
console.log(`\n${CHECKS.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
