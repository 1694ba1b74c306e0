import { expect, test } from "vitest";
import { edgeRun } from "@/lib/harness/canvas/edge-run";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Draft } from "@/lib/harness/graph/draft";
import { nodeRuns, withTriggers } from "@/lib/harness/test-runs/node-runs";
import { reusableOutputs, withOutputs } from "@/lib/harness/test-runs/reusable-outputs";
import { sliceDraft } from "@/lib/harness/test-runs/slice-draft";
import { builtInLibrary } from "@/lib/harness/testing/demo-draft";
import { spanViewOf } from "@/lib/observability/testing/span-view-of";
import type { SpanView } from "@/lib/observability/traces/schema";

const graph = () =>
  testGraph(
    {
      start: { kind: "trigger.chat" },
      ask: { kind: "llm" },
      act: { kind: "http" },
      side: {},
      end: { kind: "end" },
      lonely: {},
    },
    ["start > ask", "ask > act", "ask > side", "act > end"],
  );
const keys = (draft: Draft) => draft.nodes.map((node) => node.key).sort();
const compiled = (draft: Draft) => {
  const result = compileDraft(draft, builtInLibrary);
  if (!result.ok) throw new Error(result.findings[0]?.explanation);
  return result.program;
};

test("run to a step keeps what leads to it and nothing after; run from it keeps what comes after too", () => {
  const to = sliceDraft(graph(), { mode: "to", nodeId: nodeId("act") });
  expect(to.ok && keys(to.draft)).toEqual(["act", "ask", "start"]);
  const from = sliceDraft(graph(), { mode: "from", nodeId: nodeId("act") });
  expect(from.ok && keys(from.draft)).toEqual(["act", "ask", "end", "start"]);
  expect(from.ok && from.ancestors).toEqual(new Set([nodeId("start"), nodeId("ask")]));
});

test("a step that no trigger leads to, and one inside of a container, are refused in words", () => {
  const lonely = sliceDraft(graph(), { mode: "to", nodeId: nodeId("lonely") });
  expect(lonely.ok || lonely.refusal).toMatch(/Nothing leads to/);
  const inside = testGraph({ start: { kind: "trigger.chat" }, map: { kind: "map" }, inner: { parent: "map" } }, [
    "start > map",
    "map.body > inner",
  ]);
  const inner = sliceDraft(inside, { mode: "to", nodeId: nodeId("inner") });
  expect(inner.ok || inner.refusal).toMatch(/for each item of a map/);
});

test("what one item gave is not used again for all of them", () => {
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      each: { kind: "map", in: { items: { lit: [1, 2] } } },
      one: { parent: "each" },
      end: { kind: "end" },
    },
    ["start > each", "each.body > one", "one > each.collect", "each > end"],
  );
  const whole = compiled(draft);
  const single = { ...whole, onlyItems: { [nodeId("each")]: 0 } };
  const outputs = new Map([[nodeId("each"), { output: [1], port: "out" }]]);
  expect(reusableOutputs(whole, single, outputs).size).toBe(0);
  expect(reusableOutputs(single, { ...single }, outputs).size).toBe(1);
});

test("an output is used again only while the step and everything before it are the same", () => {
  const before = compiled(graph());
  const outputs = new Map([
    [nodeId("ask"), { output: { text: "hi" }, port: "out" }],
    [nodeId("act"), { output: 1, port: "out" }],
  ]);
  expect(reusableOutputs(compiled(graph()), before, outputs).size).toBe(2);
  const changed = graph();
  const edited = {
    ...changed,
    nodes: changed.nodes.map((node) =>
      node.key === "ask" ? { ...node, config: { ...node.config, prompt: { system: "new", user: "" } } } : node,
    ),
  };
  expect(reusableOutputs(compiled(edited), before, outputs).size).toBe(0);
  const later = {
    ...changed,
    nodes: changed.nodes.map((node) =>
      node.key === "act" ? { ...node, config: { ...node.config, url: "https://other.test/" } } : node,
    ),
  };
  expect([...reusableOutputs(compiled(later), before, outputs).keys()]).toEqual([nodeId("ask")]);
});

test("what comes after a pinned step is used again only while the step is pinned to the same", () => {
  const pinnedTo = (text: string) =>
    withOutputs(compiled(graph()), new Map([[nodeId("ask"), { output: { text }, port: "out" }]]));
  const outputs = new Map([[nodeId("act"), { output: 1, port: "out" }]]);
  expect(reusableOutputs(pinnedTo("hi"), pinnedTo("hi"), outputs).size).toBe(1);
  expect(reusableOutputs(pinnedTo("ho"), pinnedTo("hi"), outputs).size).toBe(0);
  expect(reusableOutputs(compiled(graph()), pinnedTo("hi"), outputs).size).toBe(0);
  expect(withOutputs(pinnedTo("hi"), outputs).givenOutputs).toEqual({
    [nodeId("ask")]: { output: { text: "hi" }, port: "out" },
    [nodeId("act")]: { output: 1, port: "out" },
  });
});

test("a step with a given output computes nothing and calls nothing; triggers and ends are never replaced", () => {
  const given = { output: { text: "hi" }, port: "out" };
  const program = withOutputs(compiled(graph()), new Map(["ask", "start", "end"].map((key) => [nodeId(key), given])));
  expect(program.givenOutputs).toEqual({ [nodeId("ask")]: given });
  expect(program.nodes.find((node) => node.key === "ask")).toMatchObject({
    kind: "transform",
    in: {},
    sideEffect: "none",
  });
});

const spanOf = (change: Partial<SpanView>): SpanView =>
  spanViewOf({
    ...{ kind: "llm", name: "ask", nodeId: nodeId("ask"), nodeKey: "ask", stepKey: "ask", durationMs: 5 },
    ...change,
  });

test("the overlay shows the newest attempt, adds the calls inside of a step, and counts iterations", () => {
  const runs = nodeRuns([
    spanOf({ id: "a", status: "error" }),
    spanOf({ id: "b", attempt: 2, startedAt: "2026-01-01T00:00:01.000Z" }),
    spanOf({ id: "c", parentId: "b", kind: "model", tokens: 40, costMicros: 7 }),
    spanOf({ id: "d", nodeId: nodeId("act"), iterationPath: "[0]", status: "error" }),
    spanOf({ id: "e", nodeId: nodeId("act"), iterationPath: "[1]", state: "open" }),
  ]);
  expect(runs.get(nodeId("ask"))).toMatchObject({ status: "ok", attempts: 2, tokens: 40, costMicros: 7 });
  expect(runs.get(nodeId("act"))).toMatchObject({
    status: "running",
    iterations: [{ status: "error" }, { status: "running" }],
  });
  expect(withTriggers(runs, graph()).get(nodeId("start"))?.status).toBe("ok");
});

test("a container counts its own rounds, whatever ran in them and however deep they are", () => {
  const inside = (id: string, iterationPath: string, change: Partial<SpanView> = {}) =>
    spanOf({ id, nodeId: nodeId("act"), nodeKey: "act", iterationPath, ...change });
  const runs = nodeRuns([
    spanOf({ id: "m", kind: "map", nodeId: nodeId("map"), nodeKey: "map" }),
    inside("a", "@map[0]"),
    inside("b", "@map[1]", { status: "error" }),
    inside("c", "@map[1]", { startedAt: "2026-01-01T00:00:01.000Z", attempt: 2 }),
    inside("d", "@map[2]@again#0", { status: "error" }),
    inside("e", "@map[2]@again#1", { status: "error", startedAt: "2026-01-01T00:00:01.000Z" }),
    spanOf({ id: "l", kind: "loop", nodeId: nodeId("again"), nodeKey: "again", iterationPath: "@map[2]" }),
  ]);
  expect(runs.get(nodeId("map"))?.iterations.map((one) => one.status)).toEqual(["ok", "ok", "error"]);
  expect(runs.get(nodeId("again"))?.iterations).toHaveLength(2);
});

test("a line was taken when its source left by its exit; other exits to the same step stay dead", () => {
  const [split, act, end] = ["split", "act", "end"].map(nodeId);
  const run = (spans: SpanView[], from: string | undefined, port: string, to: string | undefined, isLive = false) =>
    edgeRun(nodeRuns(spans), { node: from ?? "", port }, to ?? "", isLive);
  const own = (id: string | undefined, change: Partial<SpanView> = {}) =>
    spanOf({ id: `${id}${change.attempt}`, nodeId: id ?? "", port: "out", ...change });
  const branched = [own(split, { port: "yes" }), own(act)];
  expect(run(branched, split, "yes", act)).toBe("taken");
  expect(run(branched, split, "else", act)).toBe("dead");
  expect(run(branched, split, "else", act, true)).toBe("dead");
  expect(run([own(act), own(end)], act, "error", end)).toBe("dead");
  const failed = [own(act, { status: "error", port: null }), own(end)];
  expect(run(failed, act, "error", end)).toBe("taken");
  expect(run(failed, act, "out", end)).toBe("dead");
  const degraded = [own(act, { status: "error", port: "out" }), own(end)];
  expect(run(degraded, act, "out", end)).toBe("taken");
  const retried = [own(act, { status: "error", port: null, isFinal: false, attempt: 1 }), own(act, { attempt: 2 })];
  expect(run([...retried, own(end)], act, "error", end)).toBe("dead");
  expect(run([own(act, { state: "open", port: null })], act, "out", end, true)).toBe("plain");
  const each = own(split, { kind: "map", state: "open", port: null });
  expect(run([each, own(act)], split, "body", act, true)).toBe("taken");
});
