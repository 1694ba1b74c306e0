import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDeltaSink } from "@/lib/observability/live/delta-sink";
import type { DeltaMessage } from "@/lib/observability/live/text-delta";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const RUN = { tenantId: "t-1", runId: "r-1" };
const SOURCE = { nodeKey: "reply", stepKey: "reply", call: "model:0", attempt: 1 };

function sink(send?: () => Promise<void>) {
  const sent: DeltaMessage[] = [];
  const deltas = createDeltaSink(async (message) => {
    sent.push(message);
    await send?.();
  });
  return { sent, live: deltas.open(RUN, SOURCE) };
}

test("what comes within 50 ms is one message; the next says where it goes on", async () => {
  const { sent, live } = sink();
  for (const word of ["Good ", "day", "."]) live.push(word);
  await vi.advanceTimersByTimeAsync(49);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([{ ...RUN, ...SOURCE, offset: 0, text: "Good day." }]);
  live.push(" How are you?");
  live.close();
  await vi.runAllTimersAsync();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject({ offset: 9, text: " How are you?" });
});

test("a message fits into a notification of Postgres whatever the text is, and nothing is lost", async () => {
  const { sent, live } = sink();
  const text = '\u0000\ud83d\ude00"\\\n'.repeat(2_000);
  live.push(text);
  live.close();
  await vi.runAllTimersAsync();
  expect(Math.max(...sent.map((message) => Buffer.byteLength(JSON.stringify(message))))).toBeLessThan(8_000);
  expect(sent.map((message) => message.text).join("")).toBe(text);
});

test("a message that cannot be sent stops nobody", async () => {
  const { sent, live } = sink(() => Promise.reject(new Error("gone")));
  live.push("a");
  await vi.advanceTimersByTimeAsync(60);
  live.push("b");
  live.close();
  await vi.runAllTimersAsync();
  expect(sent.map((message) => message.text)).toEqual(["a", "b"]);
});
