import { expect, test } from "vitest";
import { busyMs } from "@/lib/platform/testing/busy-ms";
import type { JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { schemaProblem } from "@/lib/release/schema-problem";

const SECOND_MS = 1_000;
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const doubled = (levels: number, word: "anyOf" | "allOf" | "oneOf"): JsonSchema => ({
  ...ref("S0"),
  $defs: {
    ...Object.fromEntries(
      Array.from({ length: levels }, (_, at) => [`S${at}`, { [word]: [ref(`S${at + 1}`), ref(`S${at + 1}`)] }]),
    ),
    [`S${levels}`]: { type: "string" },
  },
});

const doubledMembers = (levels: number): JsonSchema => {
  const both = (at: number): JsonSchema => ({ a: ref(`S${at + 1}`), b: ref(`S${at + 1}`) });
  const levelAt = (at: number): JsonSchema => ({ type: "object", properties: at + 1 < levels ? both(at) : {} });
  return {
    ...ref("S0"),
    $defs: Object.fromEntries(Array.from({ length: levels }, (_, at) => [`S${at}`, levelAt(at)])),
  };
};

test.each<[string, JsonSchema, RegExp]>([
  ["references that double thirty times", doubled(30, "anyOf"), /more than 20,000 parts/],
  ["members that double thirty times", doubledMembers(31), /more than 20,000 parts/],
  [
    "two references that lead to each other",
    { ...ref("A"), $defs: { A: ref("B"), B: ref("A") } },
    /"#\/\$defs\/A" leads back to itself/,
  ],
  ["a choice that is the schema itself", { anyOf: [{ type: "string" }, { $ref: "#" }] }, /"#" leads back to itself/],
  [
    "two choices that hold the schema itself at one place",
    { anyOf: [1, 2].map((at) => ({ type: "object", properties: { op: { const: at }, left: { $ref: "#" } } })) },
    /"#" leads back to itself twice at one place/,
  ],
  ["a reference into nothing", ref("A"), /"#\/\$defs\/A" leads nowhere/],
  ["a reference to what every object has", { ...ref("constructor"), $defs: {} }, /leads nowhere/],
  ["a reference out of the schema", { $ref: "https://evil.example/a.json" }, /only point into the schema itself/],
  ["a type that there is not", { type: "banana" }, /no type "banana"/],
  ["a type twice", { type: ["object", "object"] }, /one type twice/],
  [
    "a number as the schema of a member",
    { type: "object", properties: { a: 1 } },
    /an object, true or false; here is 1/,
  ],
  ["a list of members", { type: "object", properties: [1] }, /"properties" must be an object/],
  ["a choice of nothing known", { if: {}, properties: {} }, /"if" is not supported/],
  ["a pattern under not", { not: { pattern: "^a" } }, /"not" is supported only as \{\}/],
  [
    "a pattern in the rest of a list",
    { items: [{}], additionalItems: { pattern: "(?!x)" } },
    /not a regular expression of RE2/,
  ],
  ["a pattern in a list of items", { items: [{ pattern: "(?!x)" }] }, /not a regular expression of RE2/],
  [
    "a pattern inside of contains",
    { type: "array", contains: { $ref: "#/$defs/A" }, $defs: { A: { pattern: "^a" } } },
    /inside of contains/,
  ],
])(
  "%s: refused within a second with a sentence of ours, as a schema and when a value is checked",
  (_what, schema, message) => {
    const busy = busyMs(() => {
      expect(schemaProblem(schema)).toMatch(message);
      expect(jsonValueIssues(schema, { a: [] })).toHaveLength(1);
    });
    expect(busy).toBeLessThan(SECOND_MS);
  },
);

test("a value as deep as is taken is checked against a schema that refers to itself within a second", () => {
  const tree: JsonSchema = {
    type: "object",
    properties: { name: { type: "string" }, left: { $ref: "#" }, right: { $ref: "#" } },
    required: ["name"],
  };
  expect(schemaProblem(tree)).toBeNull();
  const deep = Array.from({ length: 60 }).reduce<object>((left) => ({ name: "n", left }), { name: 1 });
  expect(busyMs(() => expect(jsonValueIssues(tree, JSON.parse(JSON.stringify(deep)))).toHaveLength(1))).toBeLessThan(
    SECOND_MS,
  );
});

const pattern = { type: "string", pattern: "^a" };
test.each<[string, JsonSchema, unknown, unknown]>([
  ["a reference", { ...ref("A"), $defs: { A: pattern } }, "ab", "b"],
  [
    "the rest of an object",
    { type: "object", properties: { x: {} }, additionalProperties: pattern },
    { x: "b", y: "a" },
    { y: "b" },
  ],
  ["the start of a list", { type: "array", prefixItems: [{}, pattern] }, ["b", "a", "b"], ["b", "b"]],
  ["the rest of a list", { type: "array", prefixItems: [{}], items: pattern }, ["b", "a"], ["a", "b"]],
  ["the names of an object", { type: "object", propertyNames: pattern }, { a: 1 }, { b: 1 }],
  ["a choice beside one that does not fit", { anyOf: [pattern, { type: "number" }] }, "a", "b"],
  ["choices that only patterns tell apart", { oneOf: [pattern, { type: "string", pattern: "b$" }] }, "ax", "ab"],
  [
    "a member of a schema that refers to itself",
    { type: "object", properties: { id: pattern, in: { $ref: "#" } } },
    { in: { id: "a" } },
    { in: { in: { id: "b" } } },
  ],
  [
    "a choice that holds the schema itself",
    { anyOf: [pattern, { type: "array", items: { $ref: "#" } }] },
    ["a", ["ab"]],
    ["a", ["b"]],
  ],
])("a pattern behind %s is asserted", (_what, schema, good, bad) => {
  expect(schemaProblem(schema)).toBeNull();
  expect(jsonValueIssues(schema, JSON.parse(JSON.stringify(good)))).toEqual([]);
  expect(jsonValueIssues(schema, JSON.parse(JSON.stringify(bad)))).toHaveLength(1);
});
