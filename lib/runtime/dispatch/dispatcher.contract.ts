import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { tenantId } from "@/lib/platform/ids/branded-id";
import type { Dispatcher } from "@/lib/runtime/dispatch/dispatcher";
import type { RunRef } from "@/lib/runtime/journal/journal";

const run = (tenant = tenantId(randomUUID())): RunRef => ({ tenantId: tenant, runId: randomUUID() });

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error("It did not happen within ten seconds.");
    await sleep(5);
  }
}

/** What was executed, and segments that last as long as a test wants. */
function segments() {
  const seen: RunRef[] = [];
  const gates = new Map<string, Promise<void>>();
  return {
    seen,
    gates,
    execute: async (ref: RunRef) => {
      seen.push(ref);
      await gates.get(ref.runId);
    },
    times: ({ runId }: RunRef) => seen.filter((one) => one.runId === runId).length,
    /** Segments of the run, from now on, last until the returned function is called. */
    hold: ({ runId }: RunRef): (() => void) => {
      let open = () => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      gates.set(runId, gate);
      return () => {
        gates.delete(runId);
        open();
      };
    },
  };
}
type Segments = ReturnType<typeof segments>;

/**
 * What every dispatcher promises; `dispatcher` has not been started and executes as `executorId`. One after the other on the
 * same instance.
 */
export function dispatcherContract(dispatcher: () => Dispatcher, executorId: string): void {
  const world = segments();
  queueing(dispatcher, world);
  reclaiming(dispatcher, world, executorId);
  sharing(dispatcher, world);
}

function queueing(dispatcher: () => Dispatcher, { seen, gates, execute, times, hold }: Segments): void {
  test("queued segments are executed, each with its own ids", async () => {
    await dispatcher().start(execute);
    const runs = [run(), run(), run()];
    await Promise.all(runs.map((ref) => dispatcher().enqueue(ref)));
    await until(() => runs.every((ref) => seen.some((one) => one.runId === ref.runId)));
    expect(seen).toEqual(expect.arrayContaining(runs));
  });

  test("while a segment of a run executes, no other one of it is queued; afterwards it is", async () => {
    const ref = run();
    const open = hold(ref);
    await dispatcher().enqueue(ref);
    await until(() => times(ref) === 1);
    await Promise.all([dispatcher().enqueue(ref), dispatcher().enqueue(ref)]);
    await sleep(200);
    expect(times(ref)).toBe(1);
    open();
    await until(async () => {
      await dispatcher().enqueue(ref);
      return times(ref) >= 2;
    });
  });

  test("a segment that throws does not stop the others", async () => {
    const bad = run();
    const failing = Promise.reject(new Error("this segment fails"));
    failing.catch(() => {});
    gates.set(bad.runId, failing);
    const good = run(bad.tenantId);
    await dispatcher().enqueue(bad);
    await dispatcher().enqueue(good);
    await until(() => seen.some((one) => one.runId === good.runId));
  });
}

function reclaiming(dispatcher: () => Dispatcher, { times, hold }: Segments, executorId: string): void {
  test("who holds segments is known while one is under way, and not when all have ended", async () => {
    const ref = run();
    const open = hold(ref);
    await dispatcher().enqueue(ref);
    await until(() => times(ref) === 1);
    expect(await dispatcher().executors()).toEqual([executorId]);
    open();
    await until(async () => (await dispatcher().executors()).length === 0);
  });

  test("the segments of a dead worker are given up, and new ones of their runs are executed", async () => {
    const ref = run();
    const other = run();
    const open = [hold(ref), hold(other)];
    await Promise.all([dispatcher().enqueue(ref), dispatcher().enqueue(other)]);
    await until(() => times(ref) === 1 && times(other) === 1);
    expect(await dispatcher().reclaim(executorId)).toBe(2);
    expect(await dispatcher().executors()).toEqual([]);
    await dispatcher().enqueue(ref);
    await until(() => times(ref) === 2);
    for (const end of open) end();
    // The end of what was given up is not the end of the segment that took its place.
    await until(async () => (await dispatcher().executors()).length === 0);
  });

  test("another worker's death touches nothing: what is under way stays the only segment of its run", async () => {
    const ref = run();
    const open = hold(ref);
    await dispatcher().enqueue(ref);
    await until(() => times(ref) === 1);
    expect(await dispatcher().reclaim("another-worker")).toBe(0);
    expect(await dispatcher().executors()).toEqual([executorId]);
    await dispatcher().enqueue(ref);
    await sleep(200);
    expect(times(ref)).toBe(1);
    open();
  });
}

function sharing(dispatcher: () => Dispatcher, { seen, gates }: Segments): void {
  test("a tenant with many segments does not hold up another one's", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const noisy = Array.from({ length: 40 }, () => run(NOISY));
    for (const ref of noisy) gates.set(ref.runId, gate);
    await Promise.all(noisy.map((ref) => dispatcher().enqueue(ref)));
    await until(() => seen.some((one) => one.tenantId === NOISY));
    const quiet = run();
    await dispatcher().enqueue(quiet);
    await until(() => seen.some((one) => one.runId === quiet.runId));
    expect(seen.filter((one) => one.tenantId === NOISY).length).toBeLessThan(noisy.length);
    open();
    await until(() => noisy.every((ref) => seen.some((one) => one.runId === ref.runId)));
  });

  test("what a stopped dispatcher is given is not executed", async () => {
    await dispatcher().stop();
    const late = run();
    await dispatcher().enqueue(late);
    await sleep(200);
    expect(seen.some((one) => one.runId === late.runId)).toBe(false);
  });
}

const NOISY = tenantId(randomUUID());
