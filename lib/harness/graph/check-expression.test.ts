import { expect, test } from "vitest";
import { checkExpression, checkReference } from "@/lib/harness/graph/check-expression";
import { type Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { variablesOf } from "@/lib/harness/graph/variables-of";
import { newNode } from "@/lib/harness/nodes/new-node";
import { apply, builtInLibrary } from "@/lib/harness/testing/demo-draft";

/** Chat, a branch with an agent on one side only, an end behind both; a transform that nothing leads to. */
function drawn(): { draft: Draft; end: string } {
  let draft = emptyDraft("Test");
  for (const kind of ["trigger.chat", "branch", "agent", "end", "transform"] as const)
    draft = apply(draft, { kind: "add-nodes", nodes: [newNode(draft, kind)], edges: [], at: {} });
  const [start, branch, agent, end] = draft.nodes;
  if (!start || !branch || !agent || !end) throw new Error("Five nodes were added.");
  const lines = [
    [start.id, "out", branch.id],
    [branch.id, "yes", agent.id],
    [branch.id, "else", end.id],
    [agent.id, "out", end.id],
  ] as const;
  for (const [at, [from, port, to]] of lines.entries())
    draft = apply(draft, {
      kind: "connect",
      edge: { id: `e_000000000${at}`, from: { node: from, port }, to: { node: to, port: "in" } },
    });
  return { draft, end: end.id };
}
const { draft, end } = drawn();
const names = draftTypes(draft, builtInLibrary).namesAt(end);
const problem = (language: "cel" | "liquid", source: string) =>
  checkExpression({ language, source, extra: [], scope: "run" }, names)?.message ?? null;

test.each([
  ["cel", "imput.message", /Did you mean "input"/],
  ["cel", "input.mesage", /no field "mesage".*Did you mean "message"/],
  ["cel", "steps.agnet.output", /no step "agnet".*Did you mean "agent"/],
  ["cel", "steps.agent.output.text", /some paths.*steps\.\?agent\.output\.text\.orValue/],
  ["liquid", "{{ steps.agent.output.text }}", /some paths.*default/],
  ["cel", "steps.?agent.output.txet.orValue('')", /no field "txet".*Did you mean "text"/],
  ["cel", "steps.transform.output", /has not run/],
  ["cel", "steps.agent.text", /steps\.agent\.output\.text/],
  ["cel", "state.count", /no state "count"/],
  ["cel", "item", /inside a map/],
  ["liquid", "{{ input.message | upcas }}", /upcas/],
  ["cel", "input.message ==", /./],
] as const)("%s %s is explained with what to do", (language, source, words) => {
  expect(problem(language, source)).toMatch(words);
});

const idOf = (kind: string) => draft.nodes.find((node) => node.kind === kind)?.id ?? "";
const keyOf = (id: string) => draft.nodes.find((node) => node.id === id)?.key;

test.each([
  ["input", ["mesage"], /no field "mesage".*Did you mean "message"/],
  ["state", ["count"], /no state "count"/],
  ["item", [], /inside a map/],
  ["iter", ["index"], /inside a map or a loop/],
  [idOf("agent"), ["text"], /some paths.*steps\.\?agent\.output\.text\.orValue/],
  [idOf("transform"), [], /has not run/],
  ["n_0000000000gone", [], /step that is not there/],
] as const)("a reference to %s %s is explained as an expression of its path is", (from, path, words) => {
  expect(checkReference({ from, path: [...path] }, names, keyOf)).toMatch(words);
});

test("a reference to what can be read where it stands is fine", () => {
  expect(checkReference({ from: "input", path: ["message"] }, names, keyOf)).toBeNull();
  expect(checkReference({ from: idOf("branch"), path: ["message"] }, names, keyOf)).toBeNull();
});

test.each([
  ["cel", "steps.?agent.output.text.orValue('none')"],
  ["cel", "has(steps.agent) ? 1.0 : 2.0"],
  ["cel", "['a'].map(steps, steps)"],
  ["liquid", '{{ steps.agent.output.text | default: "none" }}'],
  ["liquid", "{% if steps.agent %}yes{% endif %}"],
  ["liquid", "{% assign agent = input.message %}{{ agent }}"],
  ["cel", "steps.branch.output"],
  ["cel", "input.message.size() > 3"],
] as const)("%s %s is fine", (language, source) => {
  expect(problem(language, source)).toBeNull();
});

test("what is on some paths only can be picked and is marked; what cannot be read is not offered", () => {
  const picked = new Map(variablesOf(names).map((variable) => [variable.path, variable]));
  expect(picked.get("input.message")).toMatchObject({ type: "text", optionalAt: null });
  expect(picked.get("steps.agent.output.text")).toMatchObject({ type: "text", optionalAt: 1 });
  expect([...picked.keys()].some((path) => path.startsWith("steps.transform"))).toBe(false);
});
