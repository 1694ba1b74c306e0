import { figure } from "@/bench/report";
import { countWork } from "@/bench/runtime/count-work";
import type { Measure } from "@/bench/runtime/measure";
import { queueRuns } from "@/bench/runtime/queue-runs";
import { tenSteps } from "@/bench/runtime/ten-steps";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { startNullWorker } from "@/bench/runtime/worker-process";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const ROUNDS = 5;
const RUNS = 160;
const WARM_UP = 96;

/** The same runs as in `throughput`, with their trace in Postgres: thirteen spans, the run's row and its totals. */
export const withSpans: Measure = async () => {
  const release = await storeTestRelease("bench-spans", tenSteps);
  const watch = await watchRuns();
  const worker = await startNullWorker({ spans: true });
  const parts = { queue: () => release.queue({}), watch };
  try {
    await queueRuns(parts, WARM_UP);
    const rounds: { perSecond: number; statements: number; walKb: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      let perSecond = 0;
      const work = await countWork(["bench", "bench_dispatch"], async () => {
        perSecond = await queueRuns(parts, RUNS);
      });
      rounds.push({ perSecond, statements: work.statements / RUNS, walKb: work.walKb / RUNS });
    }
    const over = (key: "perSecond" | "statements" | "walKb", unit: string) =>
      figure(
        rounds.map((round) => round[key]),
        unit,
        1,
      );
    return {
      runs_per_s_with_spans: over("perSecond", "runs/s"),
      statements_per_run_with_spans: over("statements", "statements"),
      wal_kb_per_run_with_spans: over("walKb", "kB"),
    };
  } finally {
    await worker.stop();
    await watch.stop();
  }
};
