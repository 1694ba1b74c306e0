// One process at a time, by a file that names it. Node's own modules only.
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MS = 250;
/** Nobody works that long: its process id belongs to another process by now. */
const STALE_MS = 30 * 60_000;

/**
 * Does `work` while no other process does, on the same machine. A lock whose process is gone, or that is half an hour old,
 * is broken by one of those who wait. `onWait` is called once, before the first wait.
 */
export async function withLockFile(path, work, onWait = () => {}) {
  for (let waits = 0; !create(path, process.pid); waits += 1) {
    if (breakStale(path)) continue;
    if (waits === 0) onWait();
    await sleep(LOOK_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** False: it is there. */
function create(path, content) {
  try {
    writeFileSync(path, String(content), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Who breaks it holds a second file meanwhile and looks again: a lock that somebody took in between stays. */
function breakStale(path) {
  if (!isStale(path)) return false;
  const breaking = `${path}.breaking`;
  if (!create(breaking, process.pid)) {
    // Who was breaking it died in between.
    if (isStale(breaking)) rmSync(breaking, { force: true });
    return false;
  }
  try {
    if (isStale(path)) rmSync(path, { force: true });
    return true;
  } finally {
    rmSync(breaking, { force: true });
  }
}

function isStale(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    const ageMs = Date.now() - statSync(path).mtimeMs;
    // An empty file is being written.
    return ageMs > STALE_MS || (pid > 0 && !isAlive(pid));
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
