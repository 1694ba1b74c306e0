import { expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Draft } from "@/lib/harness/graph/draft";
import { programChanges } from "@/lib/harness/releases/program-changes";
import { apply, builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";

function programOf(draft: Draft) {
  const compiled = compileDraft(draft, builtInLibrary);
  if (!compiled.ok) throw new Error(compiled.findings.map((finding) => finding.explanation).join());
  return compiled.program;
}

test("moving steps changes nothing; a removed step takes its lines along; a changed field is named", () => {
  const draft = readyDraft();
  const [start, agent, end] = draft.nodes;
  if (!start || !agent || !end) throw new Error("The draft has three nodes.");
  const before = programOf(draft);
  const moved = apply(draft, { kind: "move", at: { [agent.id]: { x: 900, y: 900 } } });
  expect(programChanges(before, programOf(moved))).toEqual([]);
  const config = { ...agent.config, tools: ["orders_get", "web_search"] };
  const changed = apply(draft, { kind: "set-node", id: agent.id, change: { config } });
  expect(programChanges(before, programOf(changed))).toEqual([
    { part: "step", name: agent.key, change: "changed", fields: ["tools"] },
    { part: "tool", name: "web_search", change: "added", fields: [] },
  ]);
  const shorter = apply(draft, { kind: "remove", nodes: [end.id], edges: [] });
  expect(programChanges(before, programOf(shorter)).map(({ part, change }) => [part, change])).toEqual([
    ["step", "removed"],
    ["line", "removed"],
  ]);
});
