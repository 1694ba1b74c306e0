import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { checkExpression } from "@/lib/harness/graph/check-expression";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { readVariable } from "@/lib/harness/graph/read-variable";
import { variablesOf } from "@/lib/harness/graph/variables-of";

const NONE = { tools: new Map(), releases: new Map() };
const draft = () => ({
  ...testGraph(
    {
      start: { kind: "trigger.api" },
      ask: { kind: "classify" },
      maybe: { kind: "llm" },
      sure: { kind: "llm" },
      end: { kind: "end" },
    },
    ["start > ask", "ask.question > maybe", "ask.other > sure", "maybe > end", "sure > end"],
  ),
  inputs: {
    type: "object",
    properties: { message: { type: "string" }, customer: { type: "object", properties: { tier: { type: "number" } } } },
    required: ["message"],
  },
});

test("whatever the picker offers passes the check of the place that it is offered for, in both languages", () => {
  const graph = draft();
  const names = draftTypes(graph, NONE).namesAt(nodeId("end"));
  const variables = variablesOf(names);
  expect(variables.map((one) => one.path)).toEqual(
    expect.arrayContaining([
      "input.message",
      "input.customer.tier",
      "steps.ask.output.label",
      "steps.maybe.output.text",
      "run.threadId",
      "run.userId",
    ]),
  );
  for (const variable of variables)
    for (const language of ["cel", "liquid"] as const) {
      const source = readVariable(variable, language);
      expect([source, checkExpression({ language, source, extra: [], scope: "run" }, names)]).toEqual([source, null]);
    }
});

test("what may be missing is read with what counts instead", () => {
  const variables = variablesOf(draftTypes(draft(), NONE).namesAt(nodeId("end")));
  const read = (path: string) => variables.filter((one) => one.path === path).map((one) => readVariable(one, "cel"));
  expect(read("input.message")).toEqual(["input.message"]);
  expect(read("input.customer.tier")).toEqual(["input.?customer.tier.orValue(0)"]);
  expect(read("steps.maybe.output.text")).toEqual(['steps.?maybe.output.text.orValue("")']);
});
