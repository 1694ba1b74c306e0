import { setTimeout as sleep } from "node:timers/promises";
import { serverClient } from "@/bench/runtime/server-client";
import type { RunRef } from "@/lib/runtime/journal/journal";

const POLL_MS = 4;
const LIMIT_MS = 120_000;

type Waiting = RunRef & { until: number; resolve: () => void; reject: (cause: Error) => void };

/**
 * Tells when runs are over, by one small query for all of them every few milliseconds: so many lanes with a query of their
 * own would be the load that is measured. On the superuser's connection, which the counters leave out.
 */
export async function watchRuns() {
  const client = await serverClient();
  const waiting = new Map<string, Waiting>();
  let polling: Promise<void> | null = null;

  const poll = async (): Promise<void> => {
    for (; waiting.size > 0; await sleep(POLL_MS)) {
      const all = [...waiting.values()];
      const { rows } = await client.query({
        name: "watch",
        text: "SELECT id, status FROM run WHERE tenant_id = ANY($1) AND id = ANY($2) AND ended_at IS NOT NULL",
        values: [[...new Set(all.map(({ tenantId }) => tenantId))], all.map(({ runId }) => runId)],
      });
      for (const { id, status } of rows) settle(id, status);
      for (const { runId, until } of all) if (Date.now() > until) settle(runId, `not over in ${LIMIT_MS / 1_000} s`);
    }
    polling = null;
  };
  const settle = (runId: string, status: string): void => {
    const found = waiting.get(runId);
    waiting.delete(runId);
    if (status === "succeeded") found?.resolve();
    else found?.reject(new Error(`A run of the benchmark is ${status}.`));
  };

  return {
    /** Resolves when the run has succeeded; rejects when it ended in another way. */
    ended: (run: RunRef): Promise<void> =>
      new Promise((resolve, reject) => {
        waiting.set(run.runId, { ...run, until: Date.now() + LIMIT_MS, resolve, reject });
        polling ??= poll();
      }),
    async stop() {
      await polling;
      await client.end();
    },
  };
}
