import { expect, test } from "vitest";
import { replay } from "@/lib/runtime/interpreter/decide";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { pendingWork } from "@/lib/runtime/interpreter/pending-work";
import { programGraph } from "@/lib/runtime/interpreter/program-graph";
import { testNodeId, testProgram } from "@/lib/runtime/interpreter/test-programs";
import { planReplay } from "@/lib/runtime/replay/plan-replay";
import { releaseDrift } from "@/lib/runtime/replay/release-drift";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const call = (key: string, parent?: string) => ({
  key,
  kind: "http" as const,
  config: http,
  ...(parent && { parent }),
});
/** start → a → b → done, and beside it start → c → done. */
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    call("a"),
    call("b"),
    call("c"),
    { key: "both", kind: "join" },
    { key: "done", kind: "end" },
  ],
  ["start > a", "a > b", "start > c", "b > both", "c > both", "both > done"],
);
const failure = { class: "tool_error" as const, message: "It failed.", fingerprint: "0".repeat(16), nodeKey: "b" };
const place = (key: string, path = "") => ({ at: 1, nodeId: testNodeId(key), path });
const succeeded = (key: string, path = "", output: string = key): JournalEvent => ({
  kind: "step-succeeded",
  ...place(key, path),
  output,
  port: "out",
});
const started: JournalEvent = { kind: "run-started", at: 1, input: { n: 1 }, triggerId: testNodeId("start") };
const failedAtB: JournalEvent[] = [
  started,
  succeeded("start"),
  succeeded("a"),
  { kind: "call-finished", ...place("b"), name: "tool:0", value: { id: "RF-1" }, tool: true },
  { kind: "attempt-failed", ...place("b"), attempt: 1, failure, retryAt: 2 },
  succeeded("c"),
  { kind: "step-failed", ...place("b"), failure },
];

function plan(events: JournalEvent[], stepKey: string, target = program, of = program) {
  const made = planReplay(of, target, { events, stepKey });
  if ("refusal" in made) throw new Error(made.refusal);
  return made;
}
const waiting = (events: JournalEvent[], of = program) => {
  const graph = programGraph(of);
  return pendingWork(graph, replay(graph, events)).steps.map((step) => step.stepKey);
};

test("a failed step goes on: all other results are carried over, and only it is executed", () => {
  const made = plan(failedAtB, "b");
  expect(made.carried.map((step) => step.key).sort()).toEqual(["a", "c", "start"]);
  expect(waiting(made.events)).toEqual(["b"]);
});

test("what the failed step had called stays done; in a changed release it is called again", () => {
  expect(plan(failedAtB, "b")).toMatchObject({ keepsCalls: true });
  const nodes = program.nodes.map((node) => (node.key === "b" ? { ...node, label: "Another b" } : node));
  const changed = plan(failedAtB, "b", { ...program, nodes });
  expect(changed.keepsCalls).toBe(false);
  expect(changed.events.some((event) => event.kind === "call-finished")).toBe(false);
});

test("from an earlier step: it and everything behind it is executed again, what ran beside it is not", () => {
  const made = plan(failedAtB, "a");
  expect(made.carried.map((step) => step.key).sort()).toEqual(["c", "start"]);
  expect(made.repeated.map((step) => step.key).sort()).toEqual(["a", "b"]);
  expect(waiting(made.events)).toEqual(["a"]);
});

test("from the trigger everything is executed again with the same input", () => {
  const made = plan(failedAtB, "start");
  expect(made.events).toEqual([started]);
});

const mapped = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "each", kind: "map", config: { errorMode: "fail", concurrency: 3 }, in: { items: { cel: "input" } } },
    call("fetch", "each"),
    call("after"),
    { key: "done", kind: "end" },
  ],
  ["start > each", "each.body > fetch", "fetch > each.collect", "each > after", "after > done"],
);
const inMap: JournalEvent[] = [
  { ...started, input: ["x", "y", "z"] },
  succeeded("start"),
  { kind: "map-opened", ...place("each"), items: ["x", "y", "z"] },
  succeeded("fetch", "@each[0]"),
  succeeded("fetch", "@each[2]"),
  { kind: "step-failed", ...place("fetch", "@each[1]"), failure: { ...failure, nodeKey: "fetch" } },
];

test("one item of a map is executed again, its finished siblings are not", () => {
  const made = plan(inMap, "fetch@each[1]", mapped, mapped);
  expect(made.carried.map((step) => step.key).sort()).toEqual(["each", "fetch@each[0]", "fetch@each[2]", "start"]);
  expect(waiting(made.events, mapped)).toEqual(["fetch@each[1]"]);
});

test("from the map all items are executed again", () => {
  const made = plan(inMap, "each", mapped, mapped);
  expect(made.carried.map((step) => step.key)).toEqual(["start"]);
  expect(waiting(made.events, mapped)).toEqual(["each"]);
});

test.each([
  ["a step without a result", failedAtB, "done", program, "no-such-step"],
  ["a run that never started", [], "a", program, "never-started"],
  [
    "a node that the release has not",
    failedAtB,
    "b",
    { ...program, nodes: program.nodes.filter((n) => n.key !== "b") },
    "step-removed",
  ],
] as const)("%s is refused by its name", (_what, events, stepKey, target, refusal) => {
  expect(planReplay(program, target, { events, stepKey })).toEqual({ refusal });
});

test("drift names the nodes, lines and models that differ", () => {
  const nodes = [
    ...program.nodes
      .filter((node) => node.key !== "c")
      .map((node) => (node.key === "a" ? { ...node, label: "New a" } : node)),
    ...testProgram([call("d")], []).nodes,
  ];
  const edges = program.edges.filter((edge) => edge.to.node !== testNodeId("c") && edge.from.node !== testNodeId("c"));
  const slot = { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 100 };
  expect(releaseDrift(program, { ...program, nodes, edges, models: { main: slot } })).toEqual({
    nodes: [
      { key: "a", label: "New a", change: "changed" },
      { key: "d", label: "d", change: "added" },
      { key: "c", label: "c", change: "removed" },
    ],
    lines: 2,
    models: ["main"],
    tools: [],
  });
});
