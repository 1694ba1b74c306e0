import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { removeSlot, renameSlot, slotUsers } from "@/lib/harness/graph/slot-commands";
import { apply } from "@/lib/harness/testing/demo-draft";

const draft = testGraph({
  ask: { kind: "llm", config: { slot: "main", prompt: { system: "", user: "" } } },
  sort: { kind: "classify", config: { slot: "other", instruction: "", labels: [] } },
});

test("a renamed slot keeps its place, its steps follow, and one undo brings all of it back", () => {
  const two = { ...draft, models: { ...draft.models, other: { ...draft.models.main, model: "a/b", fallbacks: [] } } };
  const filled = { ...two, models: JSON.parse(JSON.stringify(two.models)) };
  const renamed = applyCommand(filled, renameSlot(filled, "main", "fast"));
  if (!renamed.ok) throw new Error(renamed.refusal);
  expect(Object.keys(renamed.draft.models)).toEqual(["fast", "other"]);
  expect(renamed.draft.nodes.map((node) => node.config.slot)).toEqual(["fast", "other"]);
  expect(apply(renamed.draft, renamed.inverse)).toEqual(filled);
});

test("a slot is taken away alone, and it is known which steps would miss it", () => {
  expect(slotUsers(draft, "main").map((node) => node.id)).toEqual([nodeId("ask")]);
  expect(apply(draft, removeSlot(draft, "main")).models).toEqual({});
});
