import { expect, test } from "vitest";
import { tenantId } from "@/lib/platform/ids/branded-id";
import { Intake, type WaitingRun } from "@/lib/runtime/dispatch/intake";

const NOISY = tenantId("00000000-0000-4000-8000-000000000001");
const QUIET = tenantId("00000000-0000-4000-8000-000000000002");
const SLOTS = 4;
const TENANT_SLOTS = 3;

const lateRun = (tenant: typeof NOISY, index: number): WaitingRun => ({
  tenantId: tenant,
  runId: `${tenant}-${index}`,
  waitedMs: 5_000,
});
const lateRuns = (count: number) => Array.from({ length: count }, (_, index) => lateRun(NOISY, index));

/** A worker of four slots, three for one tenant, whose runs go on until `end`; and a line of waiting runs. */
function world(line: WaitingRun[]) {
  const taken = new Map<string, { tenant: string; end: () => void }>();
  const enqueued: string[] = [];
  const clock = { now: 0 };
  const intake = new Intake({
    workerId: "w1",
    execute: (run) =>
      new Promise((resolve) => {
        const end = () => {
          taken.delete(run.runId);
          line.splice(line.findIndex((one) => one.runId === run.runId) >>> 0, 1);
          resolve("finished");
        };
        taken.set(run.runId, { tenant: run.tenantId, end });
      }),
    load: {
      get size() {
        return taken.size;
      },
      has: (runId) => taken.has(runId),
      sizeOf: (tenant) => [...taken.values()].filter((one) => one.tenant === tenant).length,
    },
    waiting: async (maxRows) => line.slice(0, maxRows),
    dispatcher: { enqueue: async (run) => void enqueued.push(run.runId) },
    slots: SLOTS,
    tenantSlots: TENANT_SLOTS,
    now: () => clock.now,
  });
  return { intake, taken, enqueued, clock };
}

test("what the queue brings does not fill a worker with one tenant: the slots of others stay free", async () => {
  const { intake, taken } = world(lateRuns(20));
  await intake.sweep();
  for (const run of lateRuns(20)) void intake.brought(run);
  expect(taken.size).toBe(TENANT_SLOTS);
  void intake.brought(lateRun(QUIET, 0));
  expect([...taken.values()].filter(({ tenant }) => tenant === QUIET)).toHaveLength(1);
});

test("a run that the queue brought without room is taken when a slot is free", async () => {
  const line = lateRuns(4);
  const { intake, taken } = world(line);
  for (const run of line) void intake.brought(run);
  const left = line.find(({ runId }) => !taken.has(runId))?.runId ?? "";
  [...taken.values()][0]?.end();
  await expect.poll(() => taken.has(left)).toBe(true);
});

test("of a long line a few go to the queue with each sweep, each of them once in three seconds", async () => {
  const { intake, enqueued, clock } = world(lateRuns(100));
  await intake.sweep();
  const first = enqueued.length;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(20);
  clock.now = 1_000;
  await intake.sweep();
  expect(new Set(enqueued).size).toBe(enqueued.length);
  expect(enqueued.length).toBe(2 * first);
});

test("a worker that has stopped takes nothing that the queue brings", async () => {
  const { intake, taken } = world(lateRuns(1));
  await intake.stop();
  await intake.brought(lateRun(NOISY, 0));
  expect(taken.size).toBe(0);
});
