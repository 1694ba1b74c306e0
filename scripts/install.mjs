// Brings node_modules to the state of the lock file. Node's own modules only.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLockFile } from "./lock-file.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Installs when the lock file, the Node major version or the platform changed since the last time. Exits on failure. */
export async function ensureInstalled(root, log = console.log) {
  const stamp = join(root, "node_modules/.slipway-installed");
  const platform = `${process.version.split(".")[0]} ${process.platform} ${process.arch}`;
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(platform)
    .digest("hex");
  const isDone = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isDone()) return;
  const onWait = () => log("another process installs packages here; waiting for it");
  const code = await withLockFile(lockOf(root), () => (isDone() ? 0 : install(root, { stamp, wanted, log })), onWait);
  if (code !== 0) process.exit(code);
}

/** Who brings this tree to the state of its sources holds it. Outside of `node_modules`, which an installation removes. */
export function lockOf(root) {
  const place = createHash("sha256").update(realpathSync(root)).digest("hex").slice(0, 16);
  return join(tmpdir(), `slipway-install-${place}.lock`);
}

/** The exit code of npm; the stamp is written when it is 0. */
async function install(root, { stamp, wanted, log }) {
  const startedAt = Date.now();
  log("installing packages (a minute on a first start)");
  const code = await npmCi(root);
  if (code !== 0) {
    log(`npm ci failed (exit ${code}). Read the lines above; a missing network or registry is the usual cause.`);
    return code;
  }
  writeFileSync(stamp, wanted);
  log(`packages installed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return 0;
}

async function npmCi(root) {
  const npm = process.env.npm_execpath; // npm's own cli file when npm started us
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const [command, all] = npm?.endsWith(".js") ? [process.execPath, [npm, ...args]] : ["npm", args];
  const child = spawn(command, all, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: command === "npm" && process.platform === "win32",
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, forward);
  const code = await new Promise((done) => child.once("exit", (exit, signal) => done(signal ? 143 : exit)));
  for (const signal of SIGNALS) process.off(signal, forward);
  return code;
}
