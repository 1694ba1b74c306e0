import fc from "fast-check";
import { expect, test } from "vitest";
import { availabilityOf } from "@/lib/harness/graph/availability";
import { type Draft, type DraftEdge, type DraftNode, emptyDraft } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { newNode } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { playFlow } from "@/lib/harness/testing/play-flow";

type Seed = { kind: number; from: { node: number; port: number }[] };
const seeds = fc.array(
  fc.record({
    kind: fc.nat(99),
    from: fc.array(fc.record({ node: fc.nat(99), port: fc.nat(99) }), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 2, maxLength: 14 },
);
const numbers = fc.array(fc.nat(999), { minLength: 60, maxLength: 60 });
const JOINS = ["all", "any", "n"] as const;

/** A flow from one or two triggers: every step hangs on exits of earlier ones; some choose, some join. */
function flowOf(steps: Seed[], triggers: number): Draft {
  const draft = emptyDraft("Flow");
  const nodes: DraftNode[] = [];
  const edges: DraftEdge[] = [];
  for (let at = 0; at < triggers; at += 1) nodes.push(newNode({ nodes }, at === 0 ? "trigger.chat" : "trigger.api"));
  for (const [at, { kind, from }] of steps.entries()) {
    const node = stepOf(nodes, kind);
    const sources = node.kind === "join" ? from : from.slice(0, 1 + (kind % 2));
    for (const [order, end] of sources.entries())
      edges.push(...lineTo(node, nodes[end.node % nodes.length], { port: end.port, id: at * 10 + order }));
    nodes.push(node);
  }
  return { ...draft, nodes, edges };
}

function stepOf(nodes: DraftNode[], pick: number): DraftNode {
  const node = newNode({ nodes }, (["transform", "branch", "join", "tool"] as const)[pick % 4] ?? "transform");
  if (node.kind === "join") node.config = { ...node.config, mode: JOINS[pick % 3] ?? "all", n: 2 };
  if (node.kind === "tool") node.policy = { onError: "port" };
  return node;
}

function lineTo(node: DraftNode, source: DraftNode | undefined, pick: { port: number; id: number }): DraftEdge[] {
  const ports = source ? portsOf(source).out : [];
  const port = ports[pick.port % Math.max(1, ports.length)];
  if (!source || !port) return [];
  const id = `e_${String(pick.id).padStart(10, "0")}`;
  return [{ id, from: { node: source.id, port: port.id }, to: { node: node.id, port: "in" } }];
}

test("what is sure to be available has an output whenever the step starts, on every path and in every order", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 2 }), numbers, (steps, triggers, rolls) => {
      const draft = flowOf(steps, triggers);
      for (let repeat = 0; repeat < 6; repeat += 1) {
        let at = repeat * 7;
        const random = () => (rolls[at++ % rolls.length] ?? 0) / 1_000;
        const entry = draft.nodes[repeat % triggers]?.id ?? "";
        for (const [id, had] of playFlow(draft, entry, random)) {
          const { sure, maybe } = availabilityOf(draft, id);
          expect([...sure].filter((step) => !had.has(step))).toEqual([]);
          expect([...sure].filter((step) => maybe.has(step))).toEqual([]);
        }
      }
    }),
    { numRuns: 120, endOnFailure: true },
  );
}, 30_000);

function drawn(lines: [string, string, string?][], kinds: Record<string, DraftNode["kind"]>): Draft {
  const draft = emptyDraft("Drawn");
  const nodes = Object.entries(kinds).map(([key, kind]) => ({ ...newNode(draft, kind), key }));
  const idOf = (key: string) => nodes.find((node) => node.key === key)?.id ?? "";
  const edges = lines.map(([from, to, port = "out"], at) => ({
    id: `e_${String(at).padStart(10, "0")}`,
    from: { node: idOf(from), port },
    to: { node: idOf(to), port: "in" },
  }));
  return { ...draft, nodes, edges };
}
const keysFor = (draft: Draft, key: string) => {
  const nameOf = new Map(draft.nodes.map((node) => [node.id, node.key]));
  const { sure, maybe } = availabilityOf(draft, draft.nodes.find((node) => node.key === key)?.id ?? "");
  const keys = (ids: ReadonlySet<string>) => [...ids].map((id) => nameOf.get(id) ?? "").sort();
  return { sure: keys(sure), maybe: keys(maybe) };
};

test("after a choice that comes together again, what ran before it is sure and each side is optional", () => {
  const draft = drawn(
    [
      ["start", "choose"],
      ["choose", "left", "yes"],
      ["choose", "right", "else"],
      ["left", "last"],
      ["right", "last"],
    ],
    { start: "trigger.chat", choose: "branch", left: "transform", right: "transform", last: "end" },
  );
  expect(keysFor(draft, "last")).toEqual({ sure: ["choose", "start"], maybe: ["left", "right"] });
});

test("behind a case that is called like the way into a container, what ran before it is sure", () => {
  const draft = drawn(
    [
      ["start", "choose"],
      ["choose", "left", "body"],
      ["left", "last"],
      ["choose", "last", "else"],
    ],
    { start: "trigger.chat", choose: "branch", left: "transform", last: "end" },
  );
  const nodes = draft.nodes.map((node) =>
    node.key === "choose" ? { ...node, config: { cases: [{ key: "body", label: "", when: "true" }] } } : node,
  );
  expect(keysFor({ ...draft, nodes }, "left")).toEqual({ sure: ["choose", "start"], maybe: [] });
  expect(keysFor({ ...draft, nodes }, "last")).toEqual({ sure: ["choose", "start"], maybe: ["left"] });
  const [choose, left] = [nodes[1], nodes[2]].map((node) => node?.id ?? "");
  const back = { from: { node: left ?? "", port: "out" }, to: { node: choose ?? "", port: "in" } };
  expect(refusalOfEdge({ ...draft, nodes }, { id: "e_9999999999", ...back })).toMatch(/circle/);
});

test("a join of parallel ways has all of them, and a choice inside one of the ways stays optional", () => {
  const draft = drawn(
    [
      ["start", "one"],
      ["start", "choose"],
      ["choose", "extra", "yes"],
      ["one", "all"],
      ["extra", "all"],
      ["choose", "all", "else"],
    ],
    { start: "trigger.chat", one: "transform", choose: "branch", extra: "transform", all: "join" },
  );
  expect(keysFor(draft, "all")).toEqual({ sure: ["choose", "one", "start"], maybe: ["extra"] });
});

test("inside a map what is sure outside is sure, and outside only the map itself can be read", () => {
  const flat = drawn(
    [
      ["start", "each"],
      ["each", "last"],
      ["each", "inner", "body"],
    ],
    {
      start: "trigger.chat",
      each: "map",
      inner: "transform",
      last: "end",
    },
  );
  const map = flat.nodes.find((node) => node.key === "each")?.id ?? null;
  const draft = { ...flat, nodes: flat.nodes.map((node) => (node.key === "inner" ? { ...node, parent: map } : node)) };
  expect(keysFor(draft, "inner")).toEqual({ sure: ["start"], maybe: [] });
  expect(keysFor(draft, "last")).toEqual({ sure: ["each", "start"], maybe: [] });
});
