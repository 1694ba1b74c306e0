import { beforeAll, expect, test } from "vitest";
import { createEditorStore } from "@/components/harness/editor/editor-store";
import { loadStepRenamer } from "@/components/harness/editor/step-renamer";
import { emptyDraft } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";

beforeAll(async () => {
  await loadStepRenamer();
});

function store() {
  const made = createEditorStore(emptyDraft("Test"), 1, false);
  const add = (kind: Parameters<typeof newNode>[1]) => {
    const node = newNode(made.getState().draft, kind);
    made.getState().run({ kind: "add-nodes", nodes: [node], edges: [], at: {} });
    return node;
  };
  return { made, add, state: () => made.getState() };
}

test("undo and redo walk through every edit, and typing is one step", () => {
  const { add, state } = store();
  const node = add("agent");
  for (const label of ["A", "As", "Ask"])
    state().run({ kind: "set-node", id: node.id, change: { label } }, `label:${node.id}`);
  expect(state().draft.nodes[0]?.label).toBe("Ask");
  state().undo();
  expect(state().draft.nodes[0]?.label).toBe("Agent");
  state().undo();
  expect(state().draft.nodes).toHaveLength(0);
  state().redo();
  state().redo();
  expect(state().draft.nodes[0]?.label).toBe("Ask");
});

test("every edit waits to be saved, undo too; what was saved while typing went on is not sent again", () => {
  const { add, state } = store();
  add("agent");
  add("end");
  expect(state().pending).toHaveLength(2);
  const sent = state().pending.length;
  state().undo();
  state().saved(sent, 2);
  expect(state().pending).toHaveLength(1);
  expect(state().rev).toBe(2);
});

test("after somebody else saved, edits of other fields are on their draft, and a field that both changed waits for a choice", () => {
  const { add, state } = store();
  const node = add("agent");
  state().saved(1, 2);
  state().run({ kind: "set-node", id: node.id, change: { label: "Mine" } });
  state().run({ kind: "set-draft", change: { name: "Mine too" } });
  const theirs = { ...state().base, nodes: state().base.nodes.map((one) => ({ ...one, label: "Theirs" })) };
  expect(state().rebase(theirs, 5)).toEqual([]);
  expect(state()).toMatchObject({ rev: 5, draft: { name: "Mine too", nodes: [{ label: "Theirs" }] } });
  const [conflict] = state().conflicts;
  expect(conflict).toMatchObject({ path: ["nodes", node.id, "label"], base: "Agent", theirs: "Theirs", mine: "Mine" });
  state().resolve(conflict ? [conflict] : []);
  expect(state()).toMatchObject({ conflicts: [], draft: { name: "Mine too", nodes: [{ label: "Mine" }] } });
});

test("two people who add an agent at once have both, under different keys", () => {
  const [mine, theirs] = [store(), store()];
  mine.add("agent");
  theirs.add("agent");
  expect(mine.state().rebase(theirs.state().draft, 2)).toEqual([]);
  expect(mine.state().draft.nodes.map((node) => node.key)).toEqual(["agent", "agent_2"]);
});

test("edits of an earlier visit go on where they were, on the draft of today", () => {
  const { add, state } = store();
  const node = add("agent");
  const { base, rev, pending } = state();
  const later = createEditorStore({ ...emptyDraft("Renamed meanwhile"), nodes: [] }, 4, false);
  expect(later.getState().takeUp({ base, rev, pending })).toEqual([]);
  expect(later.getState()).toMatchObject({ rev: 4, draft: { name: "Renamed meanwhile", nodes: [{ id: node.id }] } });
  expect(later.getState().pending).toHaveLength(1);
});

test("a refused edit changes nothing and says why; a reader edits nothing", () => {
  const { add, state } = store();
  const one = add("transform");
  const before = state().draft;
  expect(state().run({ kind: "rename-key", id: "n_nobody00000000", key: "x" })).toBe(false);
  expect(state().refusal).toMatch(/not there/);
  expect(state().draft).toBe(before);
  const reader = createEditorStore(before, 1, true);
  expect(reader.getState().run({ kind: "remove", nodes: [one.id], edges: [] })).toBe(false);
});
