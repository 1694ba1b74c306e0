import { setTimeout as delay } from "node:timers/promises";
import type { Actor } from "@/lib/governance/access/actor";
import { requireTestRuns } from "@/lib/harness/test-runs/data.server";
import type { TestRunState } from "@/lib/harness/test-runs/schema";
import { subscribeToDeltas } from "@/lib/observability/live/postgres-deltas.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { eventStreamResponse, type SendEvent } from "@/lib/platform/http/event-stream-response.server";
import { isTerminal } from "@/lib/release/run-status";

const POLL_MS = 250;
const RECHECK_MS = 30_000;
/** A client that still wants more after that connects again. */
const MAX_MS = 15 * 60_000;

type Follower = { actor: Actor; runIds: readonly string[]; signal: AbortSignal; mayRead(): Promise<boolean> };

/**
 * Several test runs in one stream: event `run` for each whenever it stands otherwise, `delta` for text while a model writes
 * it, `end` when all are over. A browser opens few connections to a host, so there is one for a whole comparison.
 */
export function followTestRuns({ actor, runIds, signal: outer, mayRead }: Follower): Response {
  return eventStreamResponse(outer, async (send, signal) => {
    const unsubscribe = runIds.map((runId) =>
      subscribeToDeltas(actor.tenantId, runId, (delta) => send("delta", { runId, ...delta })),
    );
    try {
      await follow({ actor, runIds, signal, mayRead }, send);
    } finally {
      for (const leave of unsubscribe) leave();
    }
  });
}

async function follow({ actor, runIds, signal, mayRead }: Follower, send: SendEvent): Promise<void> {
  const shown = new Map<string, string>();
  const startedAt = Date.now();
  let checkedAt = startedAt;
  while (!signal.aborted && Date.now() - startedAt < MAX_MS) {
    if (Date.now() - checkedAt > RECHECK_MS) {
      checkedAt = Date.now();
      if (!(await mayRead())) return;
    }
    const runs = await tenantTransaction(actor.tenantId, (db) => requireTestRuns(db, actor, runIds));
    sendNews(runs, shown, send);
    if (runs.every((run) => isTerminal(run.status))) return send("end", {});
    await delay(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

/** Sends what stands otherwise than it was shown. */
function sendNews(runs: readonly TestRunState[], shown: Map<string, string>, send: SendEvent): void {
  for (const run of runs) {
    const state = JSON.stringify(run);
    if (shown.get(run.runId) !== state) send("run", run);
    shown.set(run.runId, state);
  }
}
