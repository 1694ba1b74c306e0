import { expect, test } from "vitest";
import { roundsOf } from "@/lib/harness/test-runs/rounds-of";
import type { SpanView } from "@/lib/observability/traces/schema";

const span = (id: string, more: Partial<SpanView>): SpanView => ({
  ...{ id, parentId: null, seq: 1, state: "closed", kind: "step", name: id, nodeId: "n_inner", nodeKey: "inner" },
  ...{ stepKey: "inner", iterationPath: "", attempt: 1, isFinal: true, startedAt: "2026-01-01T00:00:00.000Z" },
  ...{ endedAt: null, durationMs: 1, status: "ok", error: null, model: null, tool: null, tokens: null },
  ...{ costMicros: null, simulated: false, port: "out" },
  ...more,
});

test("rounds are in the order of their numbers, counted from 1, each with its newest attempt and without the calls inside", () => {
  const spans = [
    span("tenth", { iterationPath: "@each[9]" }),
    span("first", { iterationPath: "@each[0]", status: "error", attempt: 1 }),
    span("again", { iterationPath: "@each[0]", attempt: 2 }),
    span("call", { iterationPath: "@each[0]", attempt: 3, parentId: "again" }),
    span("policy", { iterationPath: "@each[4]", kind: "policy" }),
    span("third", { iterationPath: "@each[2]" }),
    span("other", { iterationPath: "@each[2]", nodeId: "n_other" }),
  ];
  expect(roundsOf(spans, "n_inner").map((round) => [round.words, round.span.id])).toEqual([
    ["Item 1", "again"],
    ["Item 3", "third"],
    ["Item 10", "tenth"],
  ]);
});

test("nested rounds are named outermost first; a step outside of containers has none", () => {
  const spans = [
    span("b", { iterationPath: "@each[1]@again#0" }),
    span("a", { iterationPath: "@each[0]@again#1" }),
    span("top", { nodeId: "n_top" }),
  ];
  expect(roundsOf(spans, "n_inner").map(({ words }) => words)).toEqual(["Item 1, round 2", "Item 2, round 1"]);
  expect(roundsOf(spans, "n_top")).toEqual([]);
});
