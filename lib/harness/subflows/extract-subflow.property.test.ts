import fc from "fast-check";
import { expect, test } from "vitest";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { availabilityOf } from "@/lib/harness/graph/availability";
import { type Draft, type DraftEdge, type DraftNode, emptyDraft } from "@/lib/harness/graph/draft";
import { draftContent } from "@/lib/harness/graph/draft-content";
import { newNode } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { extractSubflow } from "@/lib/harness/subflows/extract-subflow";
import { playValues } from "@/lib/harness/testing/play-values";

type Seed = { kind: number; from: { node: number; port: number }[]; reads: number[] };
const seeds = fc.array(
  fc.record({
    kind: fc.nat(99),
    from: fc.array(fc.record({ node: fc.nat(99), port: fc.nat(99) }), { minLength: 1, maxLength: 2 }),
    reads: fc.array(fc.nat(99), { maxLength: 3 }),
  }),
  { minLength: 3, maxLength: 10 },
);
type Picks = { from: number; length: number; any: boolean[] | undefined };
const selections = fc.record({
  from: fc.nat(9),
  length: fc.integer({ min: 1, max: 5 }),
  any: fc.option(fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), { nil: undefined, freq: 3 }),
});
const NONE = { tools: new Map(), prompts: new Map(), releases: new Map() };
const PINNED = { harness: "part", release: 1 };

/** A flow from one trigger: steps that compute from what they can surely read, choices by the input, and joins. */
function flowOf(steps: readonly Seed[]): Draft {
  const start = newNode({ nodes: [] }, "trigger.chat");
  let draft: Draft = { ...emptyDraft("Flow"), nodes: [start] };
  for (const [at, seed] of steps.entries()) {
    const kind = (["transform", "transform", "branch", "join"] as const)[seed.kind % 4] ?? "transform";
    const node = newNode(draft, kind);
    const sources = kind === "join" ? seed.from : seed.from.slice(0, 1 + (seed.kind % 2));
    // Mostly the step before, so that stretches hang together.
    const edges = sources.flatMap((end, order) => {
      const place = order === 0 && end.port % 4 > 0 ? draft.nodes.length - 1 : end.node;
      return lineTo(draft, node, { node: place, port: end.port, id: at * 10 + order });
    });
    draft = { ...draft, nodes: [...draft.nodes, node], edges: [...draft.edges, ...edges] };
    draft = { ...draft, nodes: draft.nodes.map((one) => (one === node ? filled(draft, node, seed) : one)) };
  }
  return draft;
}

function lineTo(draft: Draft, to: DraftNode, pick: { node: number; port: number; id: number }): DraftEdge[] {
  const source = draft.nodes[pick.node % draft.nodes.length];
  const ports = source ? portsOf(source).out : [];
  const port = ports[pick.port % Math.max(1, ports.length)];
  if (!source || !port) return [];
  const id = `e_${String(pick.id).padStart(10, "0")}`;
  return [{ id, from: { node: source.id, port: port.id }, to: { node: to.id, port: "in" } }];
}

/** What the node computes: of the input, and of some of the steps that it can surely read, as text or by reference. */
function filled(draft: Draft, node: DraftNode, { reads }: Seed): DraftNode {
  const sure = [...availabilityOf(draft, node.id).sure].flatMap(
    (id) => draft.nodes.find((one) => one.id === id && one.kind === "transform") ?? [],
  );
  const read = reads.flatMap((pick) => (sure.length > 0 ? (sure[pick % sure.length] ?? []) : []));
  const sum = ["input.n", ...read.map((one) => `steps.${one.key}.output.v`)].join(" + ");
  if (node.kind === "branch") return { ...node, config: { cases: [{ key: "yes", label: "Yes", when: `${sum} > 9` }] } };
  if (node.kind !== "transform") return node;
  const [first] = read;
  const fields = {
    v: { cel: sum },
    text: { tpl: `{{ input.n }}${read.map((one) => `-{{ steps.${one.key}.output.v }}`).join("")}` },
    ...(first ? { same: { ref: { from: first.id, path: ["v"] } } } : {}),
  };
  return { ...node, config: { fields, set: {} } };
}

test("what was extracted runs the same steps with the same values, inside and outside", () => {
  let extracted = 0;
  fc.assert(
    fc.property(seeds, selections, fc.nat(12), (steps, picks, n) => {
      const draft = flowOf(steps);
      const selection = new Set(selected(draft, picks).map((node) => node.id));
      const result = extractSubflow(draft, selection, { name: "Part", source: NONE });
      if (!result.ok) {
        expect(result.refusal).toMatch(/\w.*\.$/);
        return;
      }
      extracted += 1;
      const applied = applyCommand(draft, result.replaceBy(PINNED));
      if (!applied.ok) throw new Error(applied.refusal);
      const before = playValues(draft, { n });
      const inner = new Map<string, unknown>();
      const after = playValues(applied.draft, { n }, (input) => {
        const ran = playValues(result.draft, input);
        for (const [key, value] of ran.values) inner.set(key, value);
        return ran.end;
      });
      for (const node of draft.nodes)
        expectSame(node, (selection.has(node.id) ? inner : after.values).get(node.key), before.values.get(node.key));
      const undone = applyCommand(applied.draft, applied.inverse);
      expect(undone.ok && draftContent(undone.draft)).toEqual(draftContent(draft));
    }),
    { numRuns: 800, endOnFailure: true },
  );
  expect(extracted).toBeGreaterThan(15);
}, 60_000);

/** A branch gives the input of its run, so of branches only whether they ran. */
function expectSame({ key, kind }: DraftNode, is: unknown, was: unknown): void {
  if (kind === "branch") expect([key, is === undefined]).toEqual([key, was === undefined]);
  else expect([key, is]).toEqual([key, was]);
}

/** A stretch of the flow, or, less likely to hang together, any of its steps. */
function selected({ nodes }: Draft, { from, length, any }: Picks): DraftNode[] {
  const steps = nodes.slice(1);
  return any ? steps.filter((_, at) => any[at]) : steps.slice(from % steps.length).slice(0, length);
}
