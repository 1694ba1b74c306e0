import { figure, quantile } from "@/bench/report";
import type { Measure } from "@/bench/runtime/measure";
import { serverClient } from "@/bench/runtime/server-client";
import { tenSteps } from "@/bench/runtime/ten-steps";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { startNullWorker } from "@/bench/runtime/worker-process";
import { testNodeId } from "@/lib/runtime/interpreter/test-programs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const ROUNDS = 3;
const STARTS = 100;
const WARM_UP = 20;

/**
 * From before the transaction that accepts a request to the end of the first call of its run, one run at a time on an idle
 * system: commit, notification, claim, journal of the start, and the call, which takes no time.
 */
export const startLatency: Measure = async () => {
  const release = await storeTestRelease("bench-start", tenSteps);
  const watch = await watchRuns();
  const client = await serverClient();
  const worker = await startNullWorker();
  const once = async (): Promise<number> => {
    const before = Date.now();
    const run = await release.queue({});
    await watch.ended(run);
    const { rows } = await client.query(
      "SELECT (payload->>'at')::float8 AS at FROM journal_entry WHERE tenant_id = $1 AND run_id = $2 AND node_key = $3",
      [run.tenantId, run.runId, testNodeId("s0")],
    );
    return Number(rows[0]?.at) - before;
  };
  try {
    for (let index = 0; index < WARM_UP; index += 1) await once();
    const rounds: number[][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const times: number[] = [];
      for (let index = 0; index < STARTS; index += 1) times.push(await once());
      rounds.push(times);
    }
    const over = (share: number) =>
      figure(
        rounds.map((times) => quantile(times, share)),
        "ms",
        0,
      );
    return { start_p50_ms: over(0.5), start_p99_ms: over(0.99) };
  } finally {
    await worker.stop();
    await watch.stop();
    await client.end();
  }
};
