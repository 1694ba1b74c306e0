import { expect, test } from "vitest";
import { CallGate } from "@/lib/runtime/models/call-gate";

const never = new AbortController().signal;
const tick = () => new Promise((resolve) => setImmediate(resolve));

test("never more calls than the limit at a time, in the order in which they came", async () => {
  const gate = new CallGate({ now: () => 0 });
  const limits = () => ({ concurrent: 2, perMinute: 1_000 });
  const order: number[] = [];
  const ends: (() => void)[] = [];
  const calls = [0, 1, 2, 3, 4].map(async (number) => {
    const leave = await gate.enter("a", limits, never);
    order.push(number);
    ends.push(leave);
  });
  await tick();
  expect(order).toEqual([0, 1]);
  for (let left = 0; left < 5; left += 1) {
    ends[left]?.();
    await tick();
    expect(order.length).toBe(Math.min(5, left + 3));
  }
  await Promise.all(calls);
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

test("another key does not wait", async () => {
  const gate = new CallGate({ now: () => 0 });
  const limits = () => ({ concurrent: 1, perMinute: 1_000 });
  await gate.enter("a", limits, never);
  await gate.enter("b", limits, never);
});

test("a minute's worth of calls, then the next when the oldest is a minute old", async () => {
  let now = 0;
  const gate = new CallGate({ now: () => now });
  const limits = () => ({ concurrent: 10, perMinute: 2 });
  (await gate.enter("a", limits, never))();
  now = 30_000;
  const second = await gate.enter("a", limits, never);
  let isIn = false;
  const third = gate.enter("a", limits, never).then((leave) => {
    isIn = true;
    leave();
  });
  await tick();
  expect(isIn).toBe(false);
  now = 60_001;
  // A call that ends is the next turn; the timer would be another one.
  second();
  await third;
  expect(isIn).toBe(true);
});

test("a call that is given up leaves the queue", async () => {
  const gate = new CallGate({ now: () => 0 });
  const limits = () => ({ concurrent: 1, perMinute: 1_000 });
  const leave = await gate.enter("a", limits, never);
  const gone = new AbortController();
  const second = gate.enter("a", limits, gone.signal);
  const third = gate.enter("a", limits, never);
  gone.abort(new Error("gone"));
  await expect(second).rejects.toThrow("gone");
  leave();
  await third;
});
