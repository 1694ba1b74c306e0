import { expect, test } from "vitest";
import type { StepPolicy } from "@/lib/release/step-policy";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { segmentWorld } from "@/lib/runtime/testing/segment-world";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };

const failing = (policy: Partial<StepPolicy>) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "call", kind: "http", config: http, policy },
      { key: "done", kind: "end" },
      { key: "rescued", kind: "end" },
    ],
    ["start > call", "call > done", "call.error > rescued"],
  );

test("the span of a failed step says by which exit the run went on, and nothing when it did not", async () => {
  const exits = [];
  for (const policy of [
    { onError: "value" as const, fallback: null },
    { onError: "port" as const },
    { onError: "fail" as const },
  ]) {
    const world = segmentWorld(failing(policy), async () => Promise.reject(new Error("down")));
    await world.pool().execute(world.run);
    const last = world.spans.findLast(({ stepKey }) => stepKey === "call");
    exits.push([last?.status, last?.attributes?.port]);
  }
  expect(exits).toEqual([
    ["error", "out"],
    ["error", "error"],
    ["error", undefined],
  ]);
});
