import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { requestCancel } from "@/lib/release/mutations.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { bundleEffectsWorker, ChaosWorkers } from "@/lib/runtime/testing/chaos/chaos-workers";
import { addTestRelease, storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const child = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "a", kind: "http", config: http },
    { key: "b", kind: "http", config: http },
    { key: "done", kind: "end", in: { last: { cel: "steps.b.output" } } },
  ],
  ["start > a", "a > b", "b > done"],
);
const parentOf = (releaseId: string) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      {
        key: "child",
        kind: "subflow",
        config: { harness: "test", release: 1, releaseId },
        policy: { timeoutMs: 600_000 },
      },
      { key: "done", kind: "end", in: { child: { cel: "steps.child.output" } } },
    ],
    ["start > child", "child > done"],
  );

const directory = mkdtempSync(join(tmpdir(), "slipway-sub-runs-"));
const effects = join(directory, "effects");
let bundle = "";
let workers: ChaosWorkers | null = null;
beforeAll(async () => {
  bundle = await bundleEffectsWorker();
});
afterEach(async () => {
  await workers?.end();
});
afterAll(() => {
  rmSync(directory, { recursive: true });
  rmSync(bundle, { force: true });
});

/** One worker whose calls take `effectMs`, and a parent that has been queued. */
async function world(slug: string, effectMs: number) {
  writeFileSync(effects, "");
  workers = new ChaosWorkers(bundle, effects, effectMs);
  await workers.start();
  const own = await storeTestRelease(slug, child);
  const parent = await addTestRelease(own, "parent", parentOf(own.releaseId));
  const run = await parent.queue({});
  return { workers, run, runs: () => runsOf(own.tenantId) };
}

const lines = (what: string) =>
  readFileSync(effects, "utf8")
    .split("\n")
    .filter((line) => line.includes(what));

function runsOf(tenantId: TenantId) {
  return workerTransaction(tenantId, async (client) => {
    const { rows } = await client.query(
      "SELECT status, parked_reason, depth, output, ended_at, lease_until FROM run WHERE tenant_id = $1 ORDER BY depth",
      [tenantId],
    );
    return rows;
  });
}

async function until(what: string, isTrue: () => Promise<boolean> | boolean, withinMs: number): Promise<number> {
  const start = Date.now();
  while (!(await isTrue())) {
    if (Date.now() - start > withinMs) throw new Error(`${what}: not within ${withinMs} ms.`);
    await sleep(20);
  }
  return Date.now() - start;
}

test("a run that waits for its sub-run holds no worker, and both survive the death of the worker", async () => {
  const { workers: processes, runs } = await world("subrun-death", 1_500);
  await until("the sub-run's first call", () => lines("start a").length === 1, 20_000);
  await until("the parking", async () => (await runs())[0].status === "parked", 5_000);
  expect(await runs()).toMatchObject([
    { status: "parked", parked_reason: "subflow", lease_until: null },
    { status: "running", depth: 1 },
  ]);
  for (const worker of processes.alive) await processes.kill(worker);
  await processes.start();
  await until("both runs", async () => (await runs()).every((run) => run.status === "succeeded"), 30_000);
  expect(await runs()).toMatchObject([{ output: { child: { last: "b" } } }, { output: { last: "b" } }]);
  expect(lines("start b")).toHaveLength(1);
}, 90_000);

test("cancelling a parked parent ends its running sub-run within a second", async () => {
  const { run, runs } = await world("subrun-cancel", 60_000);
  await until("the sub-run's first call", () => lines("start a").length === 1, 20_000);
  await until("the parking", async () => (await runs())[0].status === "parked", 5_000);
  const { tenantId, runId } = run;
  await tenantTransaction(tenantId, (db) => requestCancel(db, tenantId, [runId], new Date()));
  const asked = Date.now();
  await until("both ends", async () => (await runs()).every(({ status }) => status === "cancelled"), 10_000);
  for (const { ended_at } of await runs()) expect(ended_at.getTime() - asked).toBeLessThan(1_000);
  expect(lines("end a")).toEqual([]);
}, 60_000);
