import { expect, test } from "vitest";
import { DrawnNodes } from "@/components/harness/editor/drawn-nodes";
import { createEditorStore } from "@/components/harness/editor/editor-store";
import { emptyDraft } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";

/** An editor with two steps, and a screen that is painted when the test says so. */
function editor() {
  const store = createEditorStore(emptyDraft("Test"), 1, false);
  const add = () => {
    const node = newNode(store.getState().draft, "llm");
    store.getState().run({ kind: "add-nodes", nodes: [node], edges: [], at: {} });
    return node.id;
  };
  const [one, other] = [add(), add()];
  const waiting: (() => void)[] = [];
  const drawn = new DrawnNodes(store, (work) => void waiting.push(work));
  const told: string[] = [];
  const ends = [one, other].map((id) => drawn.subscribe(id, () => told.push(id)));
  return {
    ...{ store, add, drawn, one, other, told, ends },
    type: (label: string) => store.getState().run({ kind: "set-node", id: one, change: { label } }, `label:${one}`),
    paint: () => waiting.splice(0).map((work) => work()).length,
  };
}

test("what is typed reaches its own card only, once the field is painted, and several keys in one go", () => {
  const { drawn, one, told, type, paint } = editor();
  type("A");
  type("As");
  expect(told).toEqual([]);
  expect(drawn.node(one)?.label).not.toBe("As");
  expect(paint()).toBe(1);
  expect(told).toEqual([one]);
  expect(drawn.node(one)?.label).toBe("As");
});

test("a node that comes, goes or gets another form is drawn at once, with what was typed before", () => {
  const { store, add, drawn, one, other, told, type, paint } = editor();
  type("Ask");
  const added = add();
  expect(drawn.node(added)).toBeDefined();
  expect(drawn.node(one)?.label).toBe("Ask");
  store.getState().run({ kind: "remove", nodes: [other], edges: [] });
  expect(drawn.node(other)).toBeUndefined();
  expect(told).toEqual([one, other]);
  paint();
  expect(told).toEqual([one, other]);
});

test("undo of typing is drawn too, and who has ended is not told any more", () => {
  const { store, drawn, one, told, ends, type, paint } = editor();
  const before = drawn.node(one)?.label;
  type("Ask");
  paint();
  store.getState().undo();
  paint();
  expect(drawn.node(one)?.label).toBe(before);
  expect(told).toEqual([one, one]);
  for (const end of ends) end();
  type("Again");
  paint();
  expect(told).toEqual([one, one]);
});
