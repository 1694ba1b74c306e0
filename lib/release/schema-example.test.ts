import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { schemaExample } from "@/lib/release/schema-example";

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthIdentifier: "schema" },
    fc.constantFrom<Json>({ type: "boolean" }, { type: "null" }, {}, { enum: ["a", "b"] }, { const: 7 }),
    fc.record({ type: fc.constant("string"), minLength: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ type: fc.constantFrom("number", "integer"), minimum: fc.integer({ min: -9, max: 9 }) }),
    fc.record({ type: fc.constant("array"), items: tie("schema"), minItems: fc.integer({ min: 0, max: 3 }) }),
    fc.dictionary(name, tie("schema"), { maxKeys: 4 }).map((properties) => ({
      type: "object",
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
  ),
}));
const asSchema = (value: Json): JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

test("an example fits the schema that it was made from", () => {
  fc.assert(
    fc.property(schema, (value) => {
      expect(jsonValueIssues(asSchema(value), schemaExample(asSchema(value)))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("what the schema itself gives as an example goes first, and a reference inside of it is followed", () => {
  const order: JsonSchema = {
    type: "object",
    properties: {
      id: { type: "string", examples: ["A-1001"] },
      state: { type: "string", default: "shipped" },
      line: { $ref: "#/$defs/line" },
      mail: { type: "string", format: "email" },
    },
    $defs: { line: { type: "object", properties: { amount: { type: "number", minimum: 5 } } } },
  };
  expect(schemaExample(order)).toEqual({
    id: "A-1001",
    state: "shipped",
    line: { amount: 5 },
    mail: "someone@example.com",
  });
});

test("a schema that refers to itself ends, however often it does", () => {
  const names = Array.from({ length: 40 }, (_, at) => `n${at}`);
  const bush: JsonSchema = {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { $ref: "#" }])),
  };
  const startedAt = performance.now();
  expect(JSON.stringify(schemaExample(bush)).length).toBeLessThan(100_000);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(schemaExample({ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } })).toBeNull();
});
