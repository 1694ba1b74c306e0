import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { workerPool, workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import type { RunRef } from "@/lib/runtime/journal/journal";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { until, WorkerProcesses } from "@/lib/runtime/testing/worker-processes";

const STEPS = 10;
const keys = Array.from({ length: STEPS }, (_, index) => `s${index}`);
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    ...keys.map((key) => ({ key, kind: "http" as const, config: http })),
    { key: "done", kind: "end", in: { last: { cel: "steps.s9.output" } } },
  ],
  ["start > s0", ...keys.slice(1).map((key, index) => `s${index} > ${key}`), "s9 > done"],
);

const directory = mkdtempSync(join(tmpdir(), "slipway-death-"));
const workers = new WorkerProcesses(join(directory, "effects"));

const startWorker = (effectMs: number, standStillAfter?: string) => workers.start({ effectMs, standStillAfter });
const lines = () => workers.lines();
const statusOf = (run: RunRef) =>
  workerTransaction(run.tenantId, async (client) => {
    const { rows } = await client.query("SELECT status, epoch, output FROM run WHERE tenant_id = $1 AND id = $2", [
      run.tenantId,
      run.runId,
    ]);
    return rows[0];
  });

beforeEach(() => workers.forgetLines());
afterEach(() => workers.end());

async function databaseTime(): Promise<number> {
  const { rows } = await workerPool().query("SELECT extract(epoch FROM now()) * 1000 AS ms");
  return Number(rows[0]?.ms);
}

async function lastBeatOf({ pid }: ChildProcess): Promise<number> {
  const { rows } = await workerPool().query(
    "SELECT extract(epoch FROM max(at)) * 1000 AS ms FROM worker_heartbeat WHERE pid = $1",
    [pid],
  );
  return Number(rows[0]?.ms ?? 0);
}

async function finishedBefore(run: RunRef): Promise<string[]> {
  const { events } = await postgresJournal.read(run);
  const keyOf = new Map(program.nodes.map((node) => [node.id, node.key]));
  return events.flatMap((event) => (event.kind === "step-succeeded" ? [keyOf.get(event.nodeId) ?? ""] : []));
}

test("a killed worker's run finishes on another worker, and no finished step runs twice", async () => {
  const release = await storeTestRelease("death", program);
  const first = await startWorker(120);
  const run = await release.queue({});
  await until("half of the run", () => lines().filter((line) => line.includes("end")).length >= 4, 20_000);
  first.kill("SIGKILL");
  await new Promise((resolve) => first.once("exit", resolve));
  const journaled = await finishedBefore(run);
  expect((await statusOf(run)).status).toBe("running");
  await startWorker(20);
  await until("the rest of the run", async () => (await statusOf(run)).status === "succeeded", 20_000);
  expect(await statusOf(run)).toMatchObject({ epoch: 2, output: { last: "s9" } });
  for (const key of journaled.filter((one) => one.startsWith("s") && one !== "start"))
    expect(lines().filter((line) => line.endsWith(`start ${key}`))).toHaveLength(1);
  expect((await finishedBefore(run)).filter((key) => keys.includes(key))).toEqual(keys);
}, 60_000);

test("a zombie that wakes up after its run has moved on cannot write", async () => {
  const release = await storeTestRelease("zombie", program);
  const zombie = await startWorker(120);
  const run = await release.queue({});
  await until("the start of the run", () => lines().filter((line) => line.includes("end")).length >= 2, 20_000);
  zombie.kill("SIGSTOP");
  await startWorker(20);
  await until("the rest of the run", async () => (await statusOf(run)).status === "succeeded", 30_000);
  const before = await postgresJournal.read(run);
  zombie.kill("SIGCONT");
  await sleep(600);
  expect(await postgresJournal.read(run)).toEqual(before);
}, 60_000);

test("a zombie that stood still between a write and what follows from it begins nothing", async () => {
  const release = await storeTestRelease("still", program);
  const zombie = await startWorker(20, "s3");
  const run = await release.queue({});
  await until("the stop", () => readFileSync(`/proc/${zombie.pid}/stat`, "utf8").includes(") T "), 20_000);
  await startWorker(20);
  await until("the rest of the run", async () => (await statusOf(run)).status === "succeeded", 30_000);
  const before = lines();
  const wokenAt = await databaseTime();
  zombie.kill("SIGCONT");
  // It is awake, and a second old: whatever it meant to begin at once, it has begun.
  await until("its beats", async () => (await lastBeatOf(zombie)) > wokenAt + 1_000, 10_000);
  expect(lines()).toEqual(before);
  expect(lines().filter((line) => line.includes("start"))).toHaveLength(STEPS);
}, 60_000);

test("a worker that is asked to stop gives its runs back at once", async () => {
  const release = await storeTestRelease("drain", program);
  const first = await startWorker(120);
  const run = await release.queue({});
  await until("the start of the run", () => lines().filter((line) => line.includes("end")).length >= 2, 20_000);
  const second = await startWorker(20);
  first.kill("SIGTERM");
  const took = await until("the rest of the run", async () => (await statusOf(run)).status === "succeeded", 20_000);
  expect(took).toBeLessThan(4_500);
  expect(second.exitCode).toBeNull();
  const started = lines().filter((line) => line.includes("start"));
  expect(started).toHaveLength(STEPS);
}, 60_000);
