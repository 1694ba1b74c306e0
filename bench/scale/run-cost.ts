import { type Figure, figure } from "@/bench/report";
import { countWork } from "@/bench/runtime/count-work";
import { queueRuns } from "@/bench/runtime/queue-runs";
import { serverClient } from "@/bench/runtime/server-client";
import { tenSteps } from "@/bench/runtime/ten-steps";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { startNullWorker } from "@/bench/runtime/worker-process";
import { postgresMs, processorMs } from "@/bench/scale/processor-time";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const ROUNDS = 5;
const RUNS = 400;
const WARM_UP = 160;

const UNITS: Record<string, string> = {
  runs_per_s: "runs/s",
  statements_per_run: "statements",
  wal_kb_per_run: "kB",
  disk_run_kb_per_run: "kB",
  disk_trace_kb_per_run: "kB",
  cpu_worker_ms_per_run: "ms",
  cpu_postgres_ms_per_run: "ms",
  cpu_request_ms_per_run: "ms",
};

const SIZE = `
  SELECT coalesce(sum(pg_total_relation_size(c.oid)) FILTER (WHERE n.nspname = 'public'), 0)::float8 AS run,
         coalesce(sum(pg_total_relation_size(c.oid)) FILTER (WHERE n.nspname LIKE 'obs%'), 0)::float8 AS trace
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'`;

/**
 * What one run of ten calls costs when 16 are in flight and its trace is stored: statements and log of Postgres, bytes on
 * disk with indexes (`run`: the run and its journal; `trace`: spans and totals), and time on a processor of the worker, of
 * Postgres and of the process that accepts the request and watches for the end. Calls do nothing; everything else is real.
 */
export async function measureRunCost(): Promise<Record<string, Figure>> {
  const release = await storeTestRelease("scale-cost", tenSteps);
  const watch = await watchRuns();
  const worker = await startNullWorker({ spans: true });
  const parts = { queue: () => release.queue({}), watch };
  try {
    await queueRuns(parts, WARM_UP);
    const rounds: Record<string, number>[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await measureOnce(() => queueRuns(parts, RUNS), worker.pid));
    return Object.fromEntries(
      Object.entries(UNITS).map(([key, unit]) => [
        key,
        figure(
          rounds.map((round) => round[key] ?? Number.NaN),
          unit,
        ),
      ]),
    );
  } finally {
    await worker.stop();
    await watch.stop();
  }
}

async function measureOnce(work: () => Promise<number>, workerPid: number): Promise<Record<string, number>> {
  const before = await readState(workerPid);
  let perSecond = 0;
  const { statements, walKb } = await countWork(["bench", "bench_dispatch"], async () => {
    perSecond = await work();
  });
  const after = await readState(workerPid);
  const each = (of: (state: State) => number) => (of(after) - of(before)) / RUNS;
  return {
    runs_per_s: perSecond,
    statements_per_run: statements / RUNS,
    wal_kb_per_run: walKb / RUNS,
    disk_run_kb_per_run: each((state) => state.runKb),
    disk_trace_kb_per_run: each((state) => state.traceKb),
    cpu_worker_ms_per_run: each((state) => state.workerMs),
    cpu_postgres_ms_per_run: each((state) => state.postgresMs),
    cpu_request_ms_per_run: each((state) => state.ownMs),
  };
}

type State = Awaited<ReturnType<typeof readState>>;

async function readState(workerPid: number) {
  const client = await serverClient();
  const { rows } = await client.query(SIZE);
  await client.end();
  return {
    runKb: Number(rows[0]?.run) / 1_000,
    traceKb: Number(rows[0]?.trace) / 1_000,
    workerMs: processorMs(workerPid),
    postgresMs: await postgresMs(),
    ownMs: processorMs(process.pid),
  };
}
