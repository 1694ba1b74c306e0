// Which processes use a data directory. A pid file names a pid that may be anybody's by now; the working directory does not lie.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readText } from "./place.mjs";

/** postmaster.pid: line 1 pid, 2 data directory, 4 port, 8 status. It is what pg_ctl itself waits for. */
export function readPidFile(dataDir) {
  const lines = readText(join(dataDir, "postmaster.pid"))?.split("\n");
  return lines ? { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? "").trim() } : null;
}

/** Every Postgres process has the data directory as its working directory; a zombie has none, so a lazy pid 1 does not count. */
function processesOf(dataDir) {
  if (!existsSync("/proc/self/cwd")) return processByPidFile(dataDir);
  const here = realpathSync(dataDir);
  const isHere = (pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === here;
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isHere(name))
    .map(Number);
}

/** Without /proc (macOS): the pid of the pid file, if its command line names the directory. */
function processByPidFile(dataDir) {
  const pid = readPidFile(dataDir)?.pid;
  const command = pid ? spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout : "";
  return command?.includes(dataDir) ? [pid] : [];
}

/** Stops the Postgres that an earlier, killed supervisor left on this directory, and its stray backends. */
export async function stopOrphan(dataDir, log) {
  const found = readPidFile(dataDir);
  if (!found) return;
  if (processesOf(dataDir).includes(found.pid)) {
    log(`stopping the Postgres of an earlier start (process ${found.pid})`);
    process.kill(found.pid, "SIGINT");
  }
  for (let i = 0; i < 600 && processesOf(dataDir).length > 0; i++) await sleep(50);
  const left = processesOf(dataDir);
  if (left.length > 0) throw new Error(`Processes ${left.join(", ")} still use ${dataDir}. Stop them and start again.`);
  rmSync(join(dataDir, "postmaster.pid"), { force: true });
}
