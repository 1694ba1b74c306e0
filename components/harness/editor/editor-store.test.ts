import { expect, test } from "vitest";
import { createEditorStore } from "@/components/harness/editor/editor-store";
import { emptyDraft } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";

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

test("after somebody else saved, own edits are repeated on their draft; those that no longer fit are counted", () => {
  const { add, state } = store();
  const node = add("agent");
  state().saved(1, 2);
  state().run({ kind: "set-node", id: node.id, change: { label: "Mine" } });
  state().run({ kind: "set-draft", change: { name: "Mine too" } });
  expect(state().rebase(emptyDraft("Theirs"), 5)).toBe(1);
  expect(state()).toMatchObject({ rev: 5, draft: { name: "Mine too", nodes: [] } });
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
