import { expect, test } from "vitest";
import type { HttpTool } from "@/lib/harness/tools/schema";
import { toolIssues } from "@/lib/harness/tools/tool-issues";
import type { JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";

const toolWith = (input: JsonSchema): HttpTool => ({
  ...{ key: "orders_find", name: "Find orders", description: "Finds orders.", input, sideEffect: "none" },
  ...{ classes: ["read", "egress"], timeoutMs: 1_000 },
  impl: { kind: "http", method: "GET", url: "https://api.example.com/", headers: {}, maxResponseBytes: 1_000 },
});
const nested = (levels: number): JsonSchema =>
  levels === 0 ? {} : { type: "object", properties: { a: nested(levels - 1) } };

test.each<[string, JsonSchema]>([
  ["a pattern that is none of RE2", { type: "object", properties: { a: { type: "string", pattern: "^(?!x).*$" } } }],
  ["patternProperties", { type: "object", patternProperties: { "^a": {} } }],
  ["14 levels of schemas", nested(14)],
  ["33 KB", { type: "object", description: "x".repeat(33_000) }],
  ["a type that there is not", { type: "object", properties: { a: { type: "banana" } } }],
])("a tool with a schema of %s is not saved", (_what, schema) => {
  expect(toolIssues(toolWith(schema)).map(({ pointer }) => pointer)).toEqual(["/input"]);
});

test("what is saved can be called: a schema at its limits is taken and checks arguments", () => {
  const schema = nested(11);
  expect(toolIssues(toolWith(schema))).toEqual([]);
  expect(jsonValueIssues(schema, { a: { a: 1 } })).toHaveLength(1);
});
