import { expect, test } from "vitest";
import { saidIn, toolUses, turnsOf } from "@/components/runtime/chat/turn-model";
import type { SpanView } from "@/lib/observability/traces/schema";

const span = (id: string, more: Partial<SpanView>): SpanView => ({
  ...{
    id,
    parentId: null,
    seq: 1,
    state: "closed",
    kind: "tool",
    name: id,
    nodeId: null,
    nodeKey: null,
    stepKey: null,
  },
  ...{ iterationPath: "", attempt: 1, isFinal: true, startedAt: "2026-01-01T00:00:00.000Z", endedAt: null },
  ...{ durationMs: null, status: "ok", error: null, model: null, tool: id, tokens: null, costMicros: null },
  ...{ simulated: false, port: null },
  ...more,
});

test("what was said is the text that the harness takes, and nothing when it may not be read", () => {
  expect(saidIn({ message: "Hello" }, "message")).toBe("Hello");
  expect(saidIn(null, "message")).toBeNull();
  expect(saidIn({ other: 1 }, "message")).toBeNull();
});

test("tools are shown in the order of their use, with what became of them", () => {
  const spans = {
    b: span("b", { startedAt: "2026-01-01T00:00:02.000Z", state: "open", status: null }),
    a: span("a", { startedAt: "2026-01-01T00:00:01.000Z" }),
    p: span("p", {
      ...{ kind: "policy", tool: "refund", status: "error", startedAt: "2026-01-01T00:00:03.000Z" },
      error: { class: "policy_denied", fingerprint: null, message: "No refunds" },
    }),
    model: span("model", { kind: "llm", tool: null }),
  };
  expect(toolUses(spans).map(({ name, state, reason }) => [name, state, reason])).toEqual([
    ["a", "ok", null],
    ["b", "running", null],
    ["refund", "denied", "No refunds"],
  ]);
});

test("a run that was just started is a turn once, and the last one", () => {
  expect(turnsOf(["r2", "r1"], ["r2", "r3"])).toEqual(["r1", "r2", "r3"]);
});
