import { expect, test } from "vitest";
import { compatible } from "@/lib/harness/values/compatible";
import type { JsonSchema } from "@/lib/release/json-schema";

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const object = (properties: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  ...more,
});

test.each<[string, JsonSchema, JsonSchema, object]>([
  ["a text for a number", TEXT, NUMBER, { verdict: "no", reason: "It is a text, and a number is wanted." }],
  ["a whole number for a number", { type: "integer" }, NUMBER, { verdict: "yes" }],
  ["a number for a whole number", NUMBER, { type: "integer" }, { verdict: "unknown" }],
  ["a choice for a text", { enum: ["a", "b"] }, TEXT, { verdict: "yes" }],
  ["a text for a choice", TEXT, { enum: ["a", "b"] }, { verdict: "unknown" }],
  ["another choice", { enum: ["c"] }, { enum: ["a", "b"] }, { verdict: "no" }],
  ["texts in a list of numbers", { type: "array", items: TEXT }, { type: "array", items: NUMBER }, { at: "each item" }],
  ["any list for a list of numbers", { type: "array" }, { type: "array", items: NUMBER }, { verdict: "unknown" }],
  [
    "a member of another type, deep inside",
    object({ a: object({ b: TEXT }) }),
    object({ a: object({ b: NUMBER }) }),
    { verdict: "no", at: "a › b" },
  ],
  [
    "a member that cannot be there",
    object({ a: TEXT }, { additionalProperties: false }),
    object({ b: TEXT }),
    { verdict: "no" },
  ],
  ["a member that may be there", object({ a: TEXT }), object({ b: TEXT }), { verdict: "unknown" }],
  [
    "an optional member of another type",
    object({ a: TEXT }, { required: [] }),
    object({ a: NUMBER }, { required: [] }),
    { verdict: "unknown" },
  ],
  [
    "one member too many",
    object({ a: TEXT, b: TEXT }),
    object({ a: TEXT }, { additionalProperties: false }),
    { verdict: "no" },
  ],
  ["text or nothing for a text", { type: ["string", "null"] }, TEXT, { verdict: "unknown" }],
  ["a text for text or nothing", TEXT, { anyOf: [{ type: "null" }, TEXT] }, { verdict: "yes" }],
  [
    "a member that is required and not described",
    { type: "object", required: ["a"] },
    { type: "object", required: ["a"] },
    { verdict: "yes" },
  ],
  ["a reference", { $ref: "#/$defs/x", $defs: { x: TEXT } }, NUMBER, { verdict: "no" }],
  ["a text of any length for a short one", TEXT, { type: "string", maxLength: 3 }, { verdict: "yes" }],
])("%s", (_name, from, to, expected) => {
  expect(compatible(from, to)).toMatchObject(expected);
});
