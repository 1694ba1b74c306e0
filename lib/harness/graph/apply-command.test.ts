import { expect, test } from "vitest";
import { edgeId, nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import { type Draft, type DraftEdge, emptyDraft, type NodeGroup } from "@/lib/harness/graph/draft";
import { changesBetween } from "@/lib/harness/graph/draft-change";
import { rebaseDraft } from "@/lib/harness/graph/rebase-draft";
import { graphProblem } from "@/lib/harness/graph/structure-problem";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { renameSteps } from "@/lib/release/expressions/rename-steps";

const refusal = (draft: Draft, command: Command) => {
  const applied = applyCommand(draft, command, renameSteps);
  return applied.ok ? null : applied.refusal;
};

test("a node, a line or a group more than a draft holds is refused in words that say how many fit", () => {
  const node = newNode(emptyDraft("Test"), "transform");
  const nodes = Array.from({ length: 1_000 }, (_, at) => ({ ...node, id: newGraphId("n"), key: `step_${at}` }));
  const full = { ...emptyDraft("Test"), nodes };
  const more = { kind: "add-nodes" as const, nodes: [node], edges: [], at: {} };
  expect(refusal(full, more)).toBe("A harness holds at most 1,000 nodes; this would make 1,001.");
  const changes = changesBetween(full, { ...full, nodes: [...nodes, node] });
  expect(refusal(full, { kind: "patch", changes })).toMatch("at most 1,000 nodes");
  expect(refusal({ ...full, nodes: nodes.slice(1) }, more)).toBeNull();
  const draft = testGraph({ a: {}, b: {} });
  const line = (): DraftEdge => ({ ...lineOf("a", "b"), id: newGraphId("e") });
  const wired = {
    ...draft,
    edges: Array.from({ length: 3_000 }, () => ({ ...line(), to: { node: nodeId("c"), port: "in" } })),
  };
  expect(refusal(wired, { kind: "connect", edge: line() })).toMatch("at most 3,000 connections");
  const groups = Array.from({ length: 201 }, (): NodeGroup => ({ ...group([]), id: newGraphId("g") }));
  expect(refusal(draft, { kind: "set-draft", change: { groups } })).toMatch("at most 200 groups");
});

test("what an edit would make of a node, a line or a setting fits a draft, or the edit is refused", () => {
  const draft = testGraph({ a: {} });
  const change = { label: "x".repeat(81) };
  expect(refusal(draft, { kind: "set-node", id: nodeId("a"), change })).toMatch("would not be valid: label");
  expect(refusal(draft, { kind: "set-node", id: nodeId("a"), change: { config: { text: "a\u0000b" } } })).toMatch(
    /"a" would not be valid: config\.text: .* cannot be stored/,
  );
  expect(refusal(draft, { kind: "set-draft", change: { name: "x".repeat(81) } })).toMatch("would not be valid: name");
  const at = { [nodeId("a")]: { x: Number.NaN, y: 0 } };
  expect(refusal(draft, { kind: "move", at })).toMatch("place");
  const read = testGraph({ a: {}, b: { in: { text: { tpl: "{{ steps.a.output }}".repeat(2_000) } } } });
  expect(refusal(read, { kind: "rename-key", id: nodeId("a"), key: "a_longer_name" })).toMatch(
    '"b" would not be valid',
  );
});

test("a group of a node that is not there, of nodes of several containers, or of a node that has one already is refused", () => {
  const draft = testGraph({ a: {}, b: {}, each: { kind: "map" }, inner: { parent: "each" } });
  const set = (...groups: NodeGroup[]) => refusal(draft, { kind: "set-draft", change: { groups } });
  expect(set(group(["a", "gone"]))).toMatch("not there");
  expect(set(group(["a", "inner"]))).toMatch("one map or loop only");
  expect(set(group(["a", "a"]))).toMatch("one group only");
  expect(set(group(["a"]), { ...group(["a"]), id: "g_other00000" })).toMatch("one group only");
  expect(set(group(["a"]), group(["b"]))).toMatch("same id");
  expect(set(group(["a", "b"]), { ...group(["inner"]), id: "g_other00000" })).toBeNull();
  expect(graphProblem({ ...draft, groups: [group(["a", "inner"])] })).toMatch("A group");
});

test("a merge is never refused because of a group: that only loses what it cannot hold any more", () => {
  const draft = testGraph({ a: {}, b: {}, each: { kind: "map" } });
  const grouped = { ...draft, groups: [group(["a", "b", "gone"])] };
  const inside = {
    kind: "patch" as const,
    changes: [{ path: ["nodes", nodeId("b"), "parent"], from: null, to: nodeId("each") }],
  };
  const applied = applyCommand(grouped, inside);
  if (!applied.ok) throw new Error(applied.refusal);
  expect([applied.draft.groups, graphProblem(applied.draft)]).toEqual([[group(["a"])], null]);
});

test("a patch that would leave a line where it may not be drawn is refused, and says which", () => {
  const draft = testGraph({ a: {}, b: {}, each: { kind: "map" } }, ["a > b"]);
  const path = ["nodes", nodeId("b"), "parent"];
  const inside = { kind: "patch" as const, changes: [{ path, from: null, to: nodeId("each") }] };
  expect(refusal(draft, inside)).toMatch('From "a" to "b": A step inside a map or loop');
  expect(refusal({ ...draft, edges: [] }, inside)).toBeNull();
});

test("in a merge, steps with a line between them go into a container together, whatever else does not fit", () => {
  const base = testGraph({ a: {}, b: {}, gone: {}, each: { kind: "map" } }, ["a > b"]);
  const inside = applyCommand(base, {
    ...{ kind: "set-parent", ids: [nodeId("a"), nodeId("b")], parent: nodeId("each"), at: {} },
  });
  if (!inside.ok) throw new Error(inside.refusal);
  const added = newNode(base, "transform");
  const mine = { ...inside.draft, nodes: [...inside.draft.nodes, { ...added, parent: nodeId("gone") }] };
  const merged = rebaseDraft(base, mine, { ...base, name: "Theirs" });
  expect(merged.dropped).toHaveLength(1);
  expect(merged.draft.nodes.map(({ parent }) => parent)).toEqual([nodeId("each"), nodeId("each"), null, null]);
  expect([merged.draft.edges, graphProblem(merged.draft)]).toEqual([base.edges, null]);
});

test("a line with an id that another line has is refused, drawn alone or with new nodes", () => {
  const draft = testGraph({ a: {}, b: {}, c: {} }, ["a > b"]);
  const edge = { ...lineOf("b", "c"), id: edgeId("a", "b") };
  expect(refusal(draft, { kind: "connect", edge })).toMatch("this id");
  const node = newNode(draft, "transform");
  const edges = [lineOf("b", "c"), { ...lineOf("a", "c"), id: edgeId("b", "c") }];
  expect(refusal(draft, { kind: "add-nodes", nodes: [node], edges, at: {} })).toMatch("this id");
  expect(refusal(draft, { kind: "reconnect", edge: { ...lineOf("a", "c"), id: edgeId("a", "b") } })).toBeNull();
});

const group = (keys: string[]): NodeGroup => ({
  ...{ id: "g_abcdefghij", label: "Group", colour: 0, collapsed: false },
  nodes: keys.map(nodeId),
});
const lineOf = (from: string, to: string): DraftEdge => ({
  id: edgeId(from, to),
  from: { node: nodeId(from), port: "out" },
  to: { node: nodeId(to), port: "in" },
});
