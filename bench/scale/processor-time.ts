import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serverClient } from "@/bench/runtime/server-client";

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick is (sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;

/** Milliseconds on a processor of one process; with `reaped`, of its ended children too. Linux: reads /proc. */
export function processorMs(pid: number, reaped = false): number {
  // The name of the process, in brackets, may hold anything; what follows it does not.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
  const own = (user ?? 0) + (system ?? 0);
  return (own + (reaped ? (childUser ?? 0) + (childSystem ?? 0) : 0)) * TICK_MS;
}

/** The same for the whole server: its first process, everything that it started, and what of that has ended. */
export async function postgresMs(): Promise<number> {
  const client = await serverClient();
  const { rows } = await client.query("SELECT current_setting('data_directory') AS directory");
  await client.end();
  const [line = ""] = readFileSync(join(rows[0]?.directory, "postmaster.pid"), "utf8").split("\n");
  const first = Number(line);
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === first);
  return children.reduce((sum, pid) => sum + msOf(Number(pid)), processorMs(first, true));
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return 0;
  }
}

/** A backend may end between the list and the look. */
function msOf(pid: number): number {
  try {
    return processorMs(pid);
  } catch {
    return 0;
  }
}
