import { expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Draft } from "@/lib/harness/graph/draft";
import { textChanges } from "@/lib/harness/releases/text-changes";
import { builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";

const ready = readyDraft();
function program(draft: Draft) {
  const compiled = compileDraft(draft, builtInLibrary);
  if (!compiled.ok) throw new Error("It compiles.");
  return compiled.program;
}
const agent = (change: object): Draft => ({
  ...ready,
  nodes: ready.nodes.map((node) => (node.kind === "agent" ? { ...node, ...change } : node)),
});

test("a changed prompt and a changed timeout are named with both texts, in their groups", () => {
  const config = ready.nodes.find((node) => node.kind === "agent")?.config ?? {};
  const after = agent({
    config: { ...config, prompt: { system: "Be brief.", user: "{{ input.message }}" } },
    policy: { timeoutMs: 5_000 },
  });
  expect(textChanges(program(ready), program(after))).toEqual([
    { group: "prompts", where: "agent", field: "system", before: "", after: "Be brief." },
    { group: "policy", where: "agent", field: "timeoutMs", before: "120000", after: "5000" },
  ]);
});

test("equal programs differ in nothing, and a new step is no changed text", () => {
  expect(textChanges(program(ready), program(ready))).toEqual([]);
});

test("an example that comes or changes is named with who says it", () => {
  const config = ready.nodes.find((node) => node.kind === "agent")?.config ?? {};
  const withExamples = (...contents: string[]) => {
    const examples = contents.map((content) => ({ role: "user", content }));
    return program(agent({ config: { ...config, prompt: { system: "", examples, user: "Go" } } }));
  };
  const change = { group: "prompts", where: "agent" };
  expect(textChanges(withExamples("Hi"), withExamples("Hello", "Bye"))).toEqual([
    { ...change, field: "example 1", before: "user: Hi", after: "user: Hello" },
    { ...change, field: "example 2", before: "", after: "user: Bye" },
  ]);
});
