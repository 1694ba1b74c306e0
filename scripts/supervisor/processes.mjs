// The supervisor's children: commands that must end well, and servers that must stay up.
import { spawn } from "node:child_process";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const MAX_RESTARTS = 5;
const STEADY_MS = 30_000;
const STOP_MS = 12_000;
const detached = process.platform !== "win32"; // a terminal's Ctrl-C reaches the supervisor only

/** Runs commands and keeps servers; `stopAll()` ends every one of them. `onGiveUp(text)` is called when a server does not stay up. */
export function processGroup({ root, home, log, onGiveUp }) {
  const children = new Set();
  let stopping = false;

  /** Runs a command to its end; its output goes to `<home>/<name>.log` and its tail into the error. */
  function run(name, args, env) {
    const file = join(home, `${name}.log`);
    const output = createWriteStream(file);
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached,
    });
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    children.add(child);
    return new Promise((done, fail) => {
      child.once("close", (code, signal) => {
        children.delete(child);
        output.end(() =>
          code === 0 ? done() : fail(new Error(`${name} failed (${signal ?? `exit ${code}`}):\n${tail(file)}`)),
        );
      });
    });
  }

  /** Starts a server and restarts it when it ends, up to five times in a row. */
  function keep(name, args, env, restarts = 0) {
    const preload = ["--import", join(root, "scripts/supervisor/end-with-parent.mjs")];
    const child = spawn(process.execPath, [...preload, ...args], {
      cwd: root,
      env: { ...process.env, ...env, SLIPWAY_SUPERVISOR: String(process.pid) },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached,
    });
    const startedAt = Date.now();
    children.add(child);
    child.once("exit", (code, signal) => {
      children.delete(child);
      const lived = Date.now() - startedAt;
      const again = lived > STEADY_MS ? 1 : restarts + 1;
      if (!stopping) restart(name, args, env, again, signal ?? `exit ${code}`);
    });
  }

  async function restart(name, args, env, count, reason) {
    if (count > MAX_RESTARTS) return onGiveUp(`${name} does not stay up (${reason})`);
    log(`${name} ended (${reason}), starting it again`);
    await sleep(200 * 2 ** count);
    if (!stopping) keep(name, args, env, count);
  }

  async function stopAll() {
    stopping = true;
    const all = [...children];
    const gone = Promise.all(
      all.map((child) =>
        child.exitCode !== null || child.signalCode ? null : new Promise((done) => child.once("exit", done)),
      ),
    );
    for (const child of all) child.kill("SIGTERM");
    if ((await Promise.race([gone, sleep(STOP_MS, "late")])) === "late") for (const child of all) child.kill("SIGKILL");
  }
  return { run, keep, stopAll };
}

const tail = (file) => (existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-25).join("\n") : "");
