import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { figure, quantile, report } from "@/bench/report";
import { measureSinkRatio } from "@/bench/sink-ratio";
import { benchCluster } from "@/bench/test-cluster";
import { prisma } from "@/lib/platform/db/prisma.server";
import { endWorkerPool, workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import type { RunRef } from "@/lib/runtime/journal/journal";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

/**
 * `runs_per_s`: durable runs of ten calls that answer at once, 16 in flight, one worker process, Postgres with durable
 * commits. `start_p50_ms`, `start_p99_ms`: from before the request is committed to the first journaled step, one run at a
 * time on an idle system. `sink_ratio_bare`: see `measureSinkRatio`. Five rounds; the spread is over rounds.
 */
const ROUNDS = 5;
const RUNS = 96;
const IN_FLIGHT = 16;
const STARTS = 60;

const keys = Array.from({ length: 10 }, (_, index) => `s${index}`);
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    ...keys.map((key) => ({ key, kind: "http" as const, config: http })),
    { key: "done", kind: "end" },
  ],
  ["start > s0", ...keys.slice(1).map((key, index) => `s${index} > ${key}`), "s9 > done"],
);

async function finished(run: RunRef): Promise<void> {
  for (;;) {
    const status = await workerTransaction(run.tenantId, async (client) => {
      const { rows } = await client.query("SELECT status FROM run WHERE tenant_id = $1 AND id = $2", [
        run.tenantId,
        run.runId,
      ]);
      return String(rows[0]?.status);
    });
    if (status === "succeeded") return;
    if (status === "failed") throw new Error("A run of the benchmark failed.");
    await sleep(5);
  }
}

async function startedAt(run: RunRef): Promise<number> {
  return await workerTransaction(run.tenantId, async (client) => {
    const { rows } = await client.query(
      "SELECT (payload->>'at')::double precision AS at FROM journal_entry WHERE tenant_id = $1 AND run_id = $2 AND seq = 1",
      [run.tenantId, run.runId],
    );
    return Number(rows[0]?.at);
  });
}

type Queue = () => Promise<RunRef>;

async function throughput(queue: Queue): Promise<number> {
  let left = RUNS;
  const begin = performance.now();
  const lane = async () => {
    while (left-- > 0) await finished(await queue());
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return RUNS / ((performance.now() - begin) / 1_000);
}

async function startTimes(queue: Queue): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < STARTS; index += 1) {
    const before = Date.now();
    const run = await queue();
    await finished(run);
    times.push((await startedAt(run)) - before);
  }
  return times;
}

let figures: Parameters<typeof report>[1] = {};
const cluster = await benchCluster();
const worker = spawn(process.execPath, ["--import", "tsx", "bench/null-worker.ts"], {
  env: process.env,
  stdio: ["ignore", "pipe", "inherit"],
});
await new Promise((resolve) => worker.stdout?.once("data", resolve));
try {
  const release = await storeTestRelease("bench", program);
  const queue = () => release.queue({});
  await throughput(queue);
  const rounds: { perSecond: number; starts: number[] }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ perSecond: await throughput(queue), starts: await startTimes(queue) });
  figures = {
    runs_per_s: figure(
      rounds.map((round) => round.perSecond),
      "runs/s",
      1,
    ),
    start_p50_ms: figure(
      rounds.map((round) => quantile(round.starts, 0.5)),
      "ms",
      0,
    ),
    start_p99_ms: figure(
      rounds.map((round) => quantile(round.starts, 0.99)),
      "ms",
      0,
    ),
    sink_ratio_bare: await measureSinkRatio(),
  };
} finally {
  worker.kill("SIGTERM");
  await new Promise((resolve) => worker.once("exit", resolve));
  await prisma().$disconnect();
  await endWorkerPool();
  await cluster.stop();
}
report("runtime", figures);
process.exit(0);
