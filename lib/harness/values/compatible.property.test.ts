import fc from "fast-check";
import { expect, test } from "vitest";
import { compatible } from "@/lib/harness/values/compatible";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { schemaExample } from "@/lib/release/schema-example";

const name = fc.constantFrom("a", "b", "c");
const leaf = fc.constantFrom<Json>(
  { type: "string" },
  { type: "number" },
  { type: "integer" },
  { type: "boolean" },
  { type: "null" },
  { type: ["string", "null"] },
  { enum: ["a", "b"] },
  { const: 7 },
  {},
);
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: "schema" },
    leaf,
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc
      .tuple(fc.dictionary(name, tie("schema"), { maxKeys: 3 }), fc.uniqueArray(name), fc.boolean())
      .map(([properties, required, isClosed]) => ({
        type: "object",
        properties,
        required: required.filter((one) => Object.hasOwn(properties, one)),
        ...(isClosed ? { additionalProperties: false } : {}),
      })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
  ),
}));
const asSchema = (value: Json): JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const verdict = (from: Json, to: Json) => compatible(asSchema(from), asSchema(to)).verdict;

/** Whether somewhere nothing is known about a value: then it cannot be known to fit either. */
const isVague = (value: Json): boolean =>
  JSON.stringify(value) === "{}" || (typeof value === "object" && value !== null && Object.values(value).some(isVague));

test("a value fits where a value of its own schema is wanted", () => {
  fc.assert(fc.property(schema, (one) => void expect(verdict(one, one)).toBe("yes")));
});

test("a value of which nothing is known is refused nowhere, and where anything is taken everything fits", () => {
  fc.assert(
    fc.property(schema, (one) => {
      expect(verdict({}, one)).not.toBe("no");
      expect(verdict(one, {})).toBe("yes");
    }),
  );
});

test("what is refused has no example that fits, and an example of what fits is taken", () => {
  fc.assert(
    fc.property(schema, schema, (from, to) => {
      const issues = jsonValueIssues(asSchema(to), schemaExample(asSchema(from)));
      const answer = verdict(from, to);
      if (answer === "no") expect(issues).not.toEqual([]);
      if (answer === "yes" && !isVague(from)) expect(issues).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("a schema that refers to itself in many places ends", () => {
  const node = {
    type: "object",
    properties: Object.fromEntries([..."abcdef"].map((one) => [one, { $ref: "#/$defs/node" }])),
  };
  const tree: JsonSchema = { $ref: "#/$defs/node", $defs: { node } };
  expect(compatible(tree, tree).verdict).toBe("unknown");
});
