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

/** What every dispatcher promises; `dispatcher` has not been started. One after the other on the same instance. */
export function dispatcherContract(dispatcher: () => Dispatcher): void {
  const seen: RunRef[] = [];
  const gates = new Map<string, Promise<void>>();

  test("queued segments are executed, each with its own ids", async () => {
    await dispatcher().start(async (ref) => {
      seen.push(ref);
      await gates.get(ref.runId);
    });
    const runs = [run(), run(), run()];
    await Promise.all(runs.map((ref) => dispatcher().enqueue(ref)));
    await until(() => runs.every((ref) => seen.some((one) => one.runId === ref.runId)));
    expect(seen).toEqual(expect.arrayContaining(runs));
  });

  test("while a segment of a run executes, no other one of it is queued; afterwards it is", async () => {
    const ref = run();
    const times = () => seen.filter((one) => one.runId === ref.runId).length;
    let open = () => {};
    gates.set(
      ref.runId,
      new Promise((resolve) => {
        open = resolve;
      }),
    );
    await dispatcher().enqueue(ref);
    await until(() => times() === 1);
    await Promise.all([dispatcher().enqueue(ref), dispatcher().enqueue(ref)]);
    await sleep(200);
    expect(times()).toBe(1);
    open();
    gates.delete(ref.runId);
    await until(async () => {
      await dispatcher().enqueue(ref);
      return times() >= 2;
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
