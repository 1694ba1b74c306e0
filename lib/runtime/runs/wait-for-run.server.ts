import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { isTerminal } from "@/lib/release/run-status";
import { getRun } from "@/lib/runtime/runs/data.server";
import type { RunView } from "@/lib/runtime/runs/schema";

const [FIRST_POLL_MS, SLOWEST_POLL_MS] = [20, 250];

/** The run when it is finished, or as it stands after `waitMs` or when the caller hangs up. */
export async function waitForRun(actor: Actor, runId: string, waitMs: number, signal: AbortSignal): Promise<RunView> {
  const until = Date.now() + waitMs;
  let pause = FIRST_POLL_MS;
  for (;;) {
    const run = await withTenant(actor, "run:start", (db) => getRun(db, actor, runId));
    if (isTerminal(run.status) || signal.aborted || Date.now() + pause > until) return run;
    await sleep(pause);
    pause = Math.min(SLOWEST_POLL_MS, pause * 1.5);
  }
}
