import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { schemaOfBinding } from "@/lib/harness/graph/binding-schema";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { bindingFit, misfitWords } from "@/lib/harness/values/binding-fit";
import { type ValueSource, wantedValues } from "@/lib/harness/values/wanted-values";
import type { Binding } from "@/lib/release/binding";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";
import type { JsonSchema } from "@/lib/release/json-schema";

const tools = new Map(BUILT_IN_TOOLS.map((tool) => [tool.key, tool]));
const inputs: JsonSchema = {
  type: "object",
  properties: {
    message: { type: "string" },
    lines: { type: "array", items: { type: "object", properties: { price: { type: "number" } } } },
  },
};
const draft = {
  ...testGraph(
    {
      start: { kind: "trigger.chat" },
      label: { kind: "classify" },
      each: { kind: "map", in: { items: { cel: "input.lines" } } },
      one: { kind: "tool", parent: "each", config: { tool: "refund_create" }, in: { amount: { cel: "item.price" } } },
      write: { kind: "transform", config: { fields: {}, set: { total: { cel: "input.message" } } } },
      sub: {
        kind: "subflow",
        config: { harness: "other", release: 2 },
        in: { count: { lit: "many" }, else: { lit: 1 } },
      },
    },
    ["start > label", "label.other > each", "each.body > one", "each > write", "write > sub"],
  ),
  inputs,
  state: { total: { schema: { type: "number" }, initial: 0, reducer: "replace" as const, maxItems: 10 } },
};
const releases: ValueSource["releases"] = new Map([
  [
    "other@2",
    {
      inputs: [{ name: "count", schema: { type: "integer" } }, { name: "else" }],
    },
  ],
]);
const schemaOf = (key: string, binding: Binding) =>
  schemaOfBinding(binding, draftTypes(draft, { tools, releases }).namesAt(nodeId(key)));

test("an expression has the schema of what it reads and of what it makes of that, also through the item of a map", () => {
  expect(schemaOf("each", { cel: "steps.label.output.label" })).toEqual({ type: "string" });
  expect(schemaOf("one", { cel: "item.price" })).toEqual({ type: "number" });
  expect(schemaOf("each", { cel: "input.lines[0].price" })).toEqual({ type: "number" });
  expect(schemaOf("each", { cel: "input.message == 'a'" })).toEqual({ type: "boolean" });
  expect(schemaOf("each", { cel: "input.?message.orValue('x')" })).toEqual({ type: "string" });
  expect(schemaOf("each", { cel: "input.?message.orValue(null)" })).toEqual({
    anyOf: [{ type: "string" }, { type: "null" }],
  });
  expect(schemaOf("each", { cel: "input.lines.map(line, line.price * 2.0)" })).toEqual({
    ...{ type: "array", items: { type: "number" } },
  });
  expect(schemaOf("each", { cel: "input.lines.filter(line, line.price > 3.0)[0].price" })).toEqual({ type: "number" });
  expect(schemaOf("each", { cel: "{'a': input.message, 'n': size(input.lines)}" })).toMatchObject({
    properties: { a: { type: "string" }, n: { type: "integer" } },
    required: ["a", "n"],
  });
  expect(schemaOf("each", { cel: "input.message == 'a' ? input.message + '!' : 'none'" })).toEqual({ type: "string" });
  expect(schemaOf("each", { cel: "input.other" })).toEqual({});
  expect(schemaOf("each", { cel: "nothing(" })).toEqual({});
  expect(schemaOf("each", { tpl: "{{ input.lines }}" })).toEqual({ type: "string" });
  expect(schemaOf("each", { ref: { from: nodeId("label"), path: ["label"] } })).toEqual({ type: "string" });
});

test("a tool, a map, a subflow, the state and the output say what they take; a misfit says why", () => {
  const source = { draft, tools, releases };
  const misfits = draft.nodes.flatMap((node) =>
    wantedValues(node, source).flatMap(({ field, binding, schema }) => {
      const words = misfitWords(bindingFit(binding, draftTypes(draft, { tools, releases }).namesAt(node.id), schema));
      return words ? [[node.key, field, words]] : [];
    }),
  );
  expect(misfits).toEqual([
    ["write", "config.set.total", "It is a text, and a number is wanted."],
    ["sub", "in.count", "It is a text, and a whole number is wanted."],
  ]);
});

test("a literal is checked as the value that it is", () => {
  const short: JsonSchema = { type: "string", maxLength: 2 };
  const verdictOf = (binding: Binding) =>
    bindingFit(binding, draftTypes(draft, { tools, releases }).namesAt(nodeId("each")), short).verdict;
  expect([{ lit: "ab" }, { lit: "abc" }, { cel: "input.message" }].map(verdictOf)).toEqual(["yes", "no", "yes"]);
});
