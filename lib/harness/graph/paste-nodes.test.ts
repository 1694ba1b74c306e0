import { expect, test } from "vitest";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import { emptyDraft } from "@/lib/harness/graph/draft";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { readyDraft } from "@/lib/harness/testing/demo-draft";

test("steps whose texts would be too long under their new names are not pasted, and a sentence says which", () => {
  const draft = readyDraft();
  const agent = draft.nodes.find((node) => node.kind === "agent");
  if (!agent) throw new Error("There is an agent.");
  const read = `{{ steps.${agent.key}.output }}`;
  const tpl = read.repeat(Math.floor(40_000 / read.length));
  const reader = { ...agent, id: "n_reader000000", key: "reader", label: "Reader", in: { text: { tpl } } };
  const copied = copyNodes({ ...draft, nodes: [...draft.nodes, reader] }, new Set([agent.id, reader.id]));
  expect(pasteNodes(emptyDraft("Test"), copied)).toMatchObject({ nodes: [{}, {}] });
  expect(pasteNodes(draft, copied)).toMatch(/^Nothing is pasted: .*"Reader" would not be valid at in\.text/);
});

test("steps with a text that cannot be stored are not pasted, and a sentence says so", () => {
  const draft = readyDraft();
  const nodes = draft.nodes.map((node) => ({ ...node, label: "a\u0000" }));
  expect(pasteNodes(emptyDraft("Test"), JSON.stringify({ ...draft, nodes }))).toMatch(/cannot be stored/);
});
