import { expect, test } from "vitest";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { checkInput } from "@/lib/runtime/runs/check-input";

function refusalOf(schema: JsonSchema, input: Json): unknown {
  try {
    checkInput(schema, input);
    return null;
  } catch (error) {
    return error instanceof ProblemError ? error.errors : error;
  }
}
const schema: JsonSchema = {
  type: "object",
  properties: { "a/b": { type: "string", pattern: "^(a+)+$" } },
  required: ["a/b"],
};

test("an input is refused with a pointer to the field, and one that fits is taken", () => {
  expect(refusalOf(schema, { "a/b": "aaa" })).toBeNull();
  expect(refusalOf(schema, {})).toMatchObject([{ pointer: "/input/a~1b" }]);
});

test("a text made for a pattern that backtracks is refused within a second", () => {
  const before = process.cpuUsage();
  expect(refusalOf(schema, { "a/b": `${"a".repeat(50_000)}!` })).toMatchObject([{ pointer: "/input/a~1b" }]);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});

test("a schema that cannot be read refuses the input instead of failing", () => {
  expect(refusalOf({ type: "banana" }, {})).toEqual([{ pointer: "/input", message: 'There is no type "banana".' }]);
});
