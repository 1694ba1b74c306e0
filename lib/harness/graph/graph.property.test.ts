import fc from "fast-check";
import { expect, test } from "vitest";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { Command } from "@/lib/harness/graph/command";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import { Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { graphProblem } from "@/lib/harness/graph/structure-problem";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { badEdits } from "@/lib/harness/testing/bad-edits";
import { apply } from "@/lib/harness/testing/demo-draft";
import { moves, play, subjectOf } from "@/lib/harness/testing/random-edits";
import { renameSteps } from "@/lib/release/expressions/rename-steps";

const sorted = (draft: Draft) => ({
  ...draft,
  nodes: [...draft.nodes].sort((one, two) => one.id.localeCompare(two.id)),
  edges: [...draft.edges].sort((one, two) => one.id.localeCompare(two.id)),
  groups: [...draft.groups].sort((one, two) => one.id.localeCompare(two.id)),
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

test("what does not fit is refused, wherever it is tried", () => {
  const tried = new Set<string>();
  fc.assert(
    fc.property(moves, fc.nat(99), fc.nat(99), (steps, pick, other) => {
      const draft = play(steps).drafts.at(-1) ?? emptyDraft("Test");
      const subject = subjectOf(draft, { pick, other, action: 0 });
      for (const [name, command] of Object.entries(subject ? badEdits(subject) : {})) {
        tried.add(name);
        expect([name, applyCommand(draft, command, renameSteps).ok]).toEqual([name, false]);
      }
    }),
    { numRuns: 100, endOnFailure: true },
  );
  expect(tried.size).toBeGreaterThan(30);
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
  const examples = [{ role: "user", content: "{{ steps.look.output }}" }];
  const ask = { ...newNode(draft, "llm"), config: { slot: "main", prompt: { system: "", examples, user: "" } } };
  const renamed = applyCommand(
    { ...draft, nodes: [look, end, ask] },
    { kind: "rename-key", id: look.id, key: "found" },
    renameSteps,
  );
  if (!renamed.ok) throw new Error(renamed.refusal);
  expect(renamed.draft.nodes.map((node) => node.key)).toEqual(["found", end.key, ask.key]);
  expect(renamed.draft.nodes[1]?.in.text).toEqual({ tpl: "{{ steps.found.output }} {{ steps.look_up.output }}" });
  expect(renamed.draft.nodes[2]?.config.prompt).toMatchObject({ examples: [{ content: "{{ steps.found.output }}" }] });
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
