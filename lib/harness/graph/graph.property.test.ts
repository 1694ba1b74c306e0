import fc from "fast-check";
import { expect, test } from "vitest";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { Command } from "@/lib/harness/graph/command";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import { Draft, type DraftNode, emptyDraft } from "@/lib/harness/graph/draft";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { graphProblem } from "@/lib/harness/graph/structure-problem";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { apply } from "@/lib/harness/testing/demo-draft";
import { renameSteps } from "@/lib/release/expressions/rename-steps";
import { NODE_KINDS } from "@/lib/release/node-config";

type Move = { pick: number; other: number; action: number };
const moves = fc.array(fc.record({ pick: fc.nat(99), other: fc.nat(99), action: fc.nat(13) }), { maxLength: 25 });

/** A command that somebody could give now, made from random numbers. */
function commandOf(draft: Draft, { pick, other, action }: Move): Command {
  const node = draft.nodes[pick % Math.max(1, draft.nodes.length)];
  const target = draft.nodes[other % Math.max(1, draft.nodes.length)];
  const kind = NODE_KINDS[pick % NODE_KINDS.length] ?? "end";
  if (!node || !target || action < 3) {
    const parent = target?.kind === "map" && action === 2 ? target.id : null;
    const made = newNode(draft, kind, parent);
    return { kind: "add-nodes", nodes: [made], edges: [], at: { [made.id]: { x: pick, y: other } } };
  }
  const byAction: Partial<Record<number, Command>> = {
    3: { kind: "remove", nodes: [node.id], edges: [] },
    4: { kind: "move", at: { [node.id]: { x: other, y: pick } } },
    5: { kind: "set-node", id: node.id, change: { label: `step ${other}` } },
    6: { kind: "rename-key", id: node.id, key: `renamed_${other}` },
    7: { kind: "set-draft", change: { name: `Draft ${other}` } },
    8: grouping(node.id, target.id, other),
    9: { kind: "set-node", id: node.id, change: changeOf(node, other) },
    10: {
      kind: "set-parent",
      ids: [node.id],
      parent: target.kind === "map" ? target.id : null,
      at: { [node.id]: { x: pick, y: other } },
    },
  };
  const simple = byAction[action];
  if (simple) return simple;
  const ports = portsOf(node).out;
  const port = ports[other % Math.max(1, ports.length)]?.id ?? "out";
  return {
    kind: "connect",
    edge: { id: newGraphId("e"), from: { node: node.id, port }, to: { node: target.id, port: "in" } },
  };
}

function grouping(inside: string, moved: string, at: number): Command {
  const group = { id: "g_abcdefghij", label: "Group", colour: 2, nodes: [inside], collapsed: at % 2 === 0 };
  return {
    kind: "batch",
    commands: [
      { kind: "set-draft", change: { groups: [group] } },
      { kind: "move", at: { [moved]: { x: at, y: at } } },
    ],
  };
}

/** Another configuration or failure setting: exits come and go with them. */
function changeOf(node: DraftNode, pick: number): Pick<Partial<DraftNode>, "config" | "policy"> {
  if (node.kind !== "branch") return { policy: { onError: pick % 2 === 0 ? "port" : "fail" } };
  const cases = Array.from({ length: 1 + (pick % 3) }, (_, at) => ({
    key: `case_${at + (pick % 2)}`,
    label: "",
    when: "true",
  }));
  return { config: { cases } };
}

function play(steps: Move[]): { drafts: Draft[]; inverses: Command[] } {
  const drafts = [emptyDraft("Test")];
  const inverses: Command[] = [];
  for (const step of steps) {
    const draft = drafts.at(-1) ?? emptyDraft("Test");
    const applied = applyCommand(draft, commandOf(draft, step), renameSteps);
    if (!applied.ok) continue;
    drafts.push(applied.draft);
    inverses.push(applied.inverse);
  }
  return { drafts, inverses };
}

const sorted = (draft: Draft) => ({
  ...draft,
  nodes: [...draft.nodes].sort((one, two) => one.id.localeCompare(two.id)),
  edges: [...draft.edges].sort((one, two) => one.id.localeCompare(two.id)),
});

test("undoing everything gives the first document again, and every state on the way is a valid draft", () => {
  fc.assert(
    fc.property(moves, (steps) => {
      const { drafts, inverses } = play(steps);
      let draft = drafts.at(-1) ?? emptyDraft("Test");
      for (const one of drafts) expect([Draft.safeParse(one).success, graphProblem(one)]).toEqual([true, null]);
      for (let index = inverses.length - 1; index >= 0; index -= 1) {
        const undone = applyCommand(draft, Command.parse(JSON.parse(JSON.stringify(inverses[index]))));
        if (!undone.ok) throw new Error(undone.refusal);
        draft = undone.draft;
        expect(sorted(draft)).toEqual(sorted(drafts[index] ?? draft));
      }
    }),
    { numRuns: 100, endOnFailure: true },
  );
}, 30_000);

test("what is pasted has ids and keys of its own, and edges only between what was pasted", () => {
  fc.assert(
    fc.property(moves, fc.nat(99), (steps, pick) => {
      const draft = play(steps).drafts.at(-1) ?? emptyDraft("Test");
      const chosen = new Set(draft.nodes.filter((_, index) => (index + pick) % 2 === 0).map((node) => node.id));
      const command = pasteNodes(draft, copyNodes(draft, chosen));
      if (command === null) return;
      if (typeof command === "string") return expect(chosen.size).toBe(0);
      const pasted = applyCommand(draft, command);
      if (!pasted.ok) throw new Error(pasted.refusal);
      const { nodes, edges } = pasted.draft;
      expect(new Set(nodes.map((node) => node.id)).size).toBe(nodes.length);
      expect(new Set(nodes.map((node) => node.key)).size).toBe(nodes.length);
      expect(edges.length - draft.edges.length).toBe(command.edges.length);
    }),
    { numRuns: 100, endOnFailure: true },
  );
}, 30_000);

test("renaming a key rewrites its uses, and only those", () => {
  const draft = emptyDraft("Test");
  const look = { ...newNode(draft, "transform"), key: "look" };
  const end = { ...newNode(draft, "end"), in: { text: { tpl: "{{ steps.look.output }} {{ steps.look_up.output }}" } } };
  const renamed = applyCommand(
    { ...draft, nodes: [look, end] },
    { kind: "rename-key", id: look.id, key: "found" },
    renameSteps,
  );
  if (!renamed.ok) throw new Error(renamed.refusal);
  expect(renamed.draft.nodes.map((node) => node.key)).toEqual(["found", end.key]);
  expect(renamed.draft.nodes[1]?.in.text).toEqual({ tpl: "{{ steps.found.output }} {{ steps.look_up.output }}" });
});

test("a circle, a second line between the same ports and a line into a map are refused in words", () => {
  const draft = emptyDraft("Test");
  const one = { ...newNode(draft, "transform"), key: "one", label: "One" };
  const two = { ...newNode(draft, "transform"), key: "two", label: "Two" };
  const map = { ...newNode(draft, "map"), key: "each", label: "Each" };
  const inner = { ...newNode(draft, "transform"), key: "inner", label: "Inner", parent: map.id };
  const edge = (from: string, to: string) => ({
    id: newGraphId("e"),
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  const start = { ...draft, nodes: [one, two, map, inner], edges: [edge(one.id, two.id)] };
  const refusal = (from: string, to: string) => {
    const applied = applyCommand(start, { kind: "connect", edge: edge(from, to) });
    return applied.ok ? null : applied.refusal;
  };
  expect(refusal(two.id, one.id)).toMatch(/circle/);
  expect(refusal(one.id, two.id)).toMatch(/already/);
  expect(refusal(one.id, inner.id)).toMatch(/inside a map/);
  expect(refusal(two.id, map.id)).toBeNull();
});

test("undo never removes a colleague's edit: it takes back its own field, or says that it cannot", () => {
  const start = apply(emptyDraft("Test"), {
    kind: "add-nodes",
    nodes: [newNode(emptyDraft("Test"), "agent")],
    edges: [],
    at: {},
  });
  const id = start.nodes[0]?.id ?? "";
  const mine = applyCommand(start, { kind: "set-node", id, change: { label: "Mine" } });
  if (!mine.ok) throw new Error(mine.refusal);
  const other = apply(mine.draft, { kind: "set-node", id, change: { policy: { timeoutMs: 5_000 } } });
  const undone = apply(other, mine.inverse);
  expect(undone.nodes[0]).toMatchObject({ label: "Agent", policy: { timeoutMs: 5_000 } });
  const renamed = apply(mine.draft, { kind: "set-node", id, change: { label: "Theirs" } });
  expect(applyCommand(renamed, mine.inverse)).toMatchObject({
    ok: false,
    refusal: expect.stringContaining("somebody else"),
  });
  const added = applyCommand(emptyDraft("Test"), { kind: "add-nodes", nodes: start.nodes, edges: [], at: {} });
  if (!added.ok) throw new Error(added.refusal);
  expect(applyCommand(other, added.inverse).ok).toBe(false);
});

test("a line follows the exit that it leaves when that is called otherwise, and goes when the exit does", () => {
  let draft = emptyDraft("Test");
  for (const kind of ["branch", "end"] as const)
    draft = apply(draft, { kind: "add-nodes", nodes: [newNode(draft, kind)], edges: [], at: {} });
  const [branch, end] = draft.nodes;
  if (!branch || !end) throw new Error("Two nodes were added.");
  const edge = { id: newGraphId("e"), from: { node: branch.id, port: "yes" }, to: { node: end.id, port: "in" } };
  const wired = apply(draft, { kind: "connect", edge });
  const cases = (...keys: string[]) => ({ config: { cases: keys.map((key) => ({ key, label: key, when: "true" })) } });
  const renamed = apply(wired, { kind: "set-node", id: branch.id, change: cases("sure") });
  expect(renamed.edges[0]?.from.port).toBe("sure");
  const other = apply(wired, { kind: "set-node", id: branch.id, change: cases("a", "b") });
  expect(other.edges).toEqual([]);
});
