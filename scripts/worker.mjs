// `npm run worker`: one more worker, on this machine or on any that reaches the database (docs/operating.md).
import { join } from "node:path";
import { ensureInstalled, lockOf } from "./install.mjs";
import { withLockFile } from "./lock-file.mjs";
import { runCommand } from "./run-command.mjs";
import { joinInstallation } from "./supervisor/join-installation.mjs";

const root = join(import.meta.dirname, "..");
process.chdir(root);

/** Brings the generated client and the bundle to the state of the sources; what is there is left alone. */
async function prepareCode() {
  const { isBundled, noteBundled, sourceHash } = await import("./supervisor/build.mjs");
  const { isClientCurrent, noteClientCurrent } = await import("./prisma/generated-client.mjs");
  const run = async (...args) => {
    const { code, output } = await runCommand(args, { cwd: root, env: { DATABASE_URL: process.env.SLIPWAY_APP_URL } });
    if (code !== 0) throw new Error(output);
  };
  if (!isClientCurrent(root)) {
    await run("node_modules/prisma/build/index.js", "generate");
    noteClientCurrent(root);
  }
  const hash = sourceHash(root);
  if (isBundled(root, hash)) return;
  await run("scripts/bundle.mjs");
  noteBundled(root, hash);
}

try {
  await ensureInstalled(root);
  joinInstallation(root);
  await withLockFile(lockOf(root), prepareCode);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import("../dist/worker.mjs");
