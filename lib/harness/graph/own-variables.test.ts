import { expect, test } from "vitest";
import { ownVariables } from "@/lib/harness/graph/own-variables";
import { readVariable } from "@/lib/harness/graph/read-variable";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { Json } from "@/lib/release/json-schema";

const run = { id: "", environment: "", startedAt: "", threadId: null, userId: null };

test("what is offered for a request, a text or a turn can be read there, and nothing of the run is offered", () => {
  const inputs: Record<"trigger.webhook" | "guardrail" | "agent", Record<string, Json>> = {
    "trigger.webhook": { body: { id: 1 }, headers: { a: "b" }, query: {} },
    guardrail: { text: "hello" },
    agent: { text: "hello", turn: 1, tokens: 10, calls: [] },
  };
  for (const kind of ["trigger.webhook", "guardrail", "agent"] as const) {
    const variables = ownVariables(kind);
    expect(variables.map(({ path }) => path.replace("input.", "")).sort()).toEqual(Object.keys(inputs[kind]).sort());
    for (const variable of variables)
      expect(() =>
        evaluateCel(readVariable(variable, "cel"), { input: inputs[kind], steps: {}, state: {}, run }),
      ).not.toThrow();
  }
});
