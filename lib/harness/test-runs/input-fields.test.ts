import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyOf, type InputField, inputFields, startOf, withMember } from "@/lib/harness/test-runs/input-fields";
import { inputIssues } from "@/lib/harness/test-runs/input-issues";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const fieldsOf = (properties: Record<string, Json>, more: JsonSchema = {}) =>
  inputFields({ type: "object", properties, ...more }) ?? [];
const shapes = (fields: readonly InputField[]) =>
  Object.fromEntries(fields.map((field) => [field.name, field.shape.kind]));

test("texts, numbers, booleans, choices, objects and lists get fields of their own, the rest is JSON", () => {
  const fields = fieldsOf({
    name: { type: "string" },
    age: { type: "integer" },
    vip: { type: "boolean" },
    tone: { enum: ["warm", "cold"] },
    address: { type: "object", properties: { city: { type: "string" } } },
    tags: { type: "array", items: { type: "string" } },
    anything: {},
    either: { anyOf: [{ type: "string" }, { type: "number" }] },
    free: { type: "object" },
  });
  expect(shapes(fields)).toEqual({
    ...{ name: "text", age: "number", vip: "boolean", tone: "choice", address: "object", tags: "list" },
    ...{ anything: "json", either: "json", free: "json" },
  });
});

test("references are followed, one that leads in a circle ends as JSON, and a nullable field may be empty", () => {
  const [maybe, line, again] = fieldsOf(
    {
      line: { $ref: "#/$defs/line" },
      maybe: { anyOf: [{ type: "number" }, { type: "null" }] },
      again: { $ref: "#/$defs/again" },
    },
    {
      $defs: { line: { type: "object", properties: { sku: { type: "string" } } }, again: { $ref: "#/$defs/again" } },
      required: ["maybe"],
    },
  );
  expect(line?.shape.kind === "object" && line.shape.fields[0]?.name).toBe("sku");
  expect(maybe).toMatchObject({ isNullable: true, shape: { kind: "number" } });
  expect(maybe && emptyOf(maybe)).toBe(null);
  expect(again?.shape.kind).toBe("json");
});

test("a form starts with defaults and examples, and leaves out what is optional", () => {
  const fields = fieldsOf(
    {
      tone: { type: "string", default: "warm" },
      city: { type: "string", examples: ["Porto"] },
      note: { type: "string" },
      count: { type: "integer" },
      inner: { type: "object", properties: { on: { type: "boolean" } }, required: ["on"] },
    },
    { required: ["count", "inner"] },
  );
  expect(startOf(fields)).toEqual({ tone: "warm", city: "Porto", inner: { on: false } });
});

test("what is required comes first, in the order in which it is required", () => {
  const fields = fieldsOf({ a: {}, bb: {}, ccc: {} }, { required: ["ccc", "bb", "gone"] });
  expect(fields.map((field) => field.name)).toEqual(["ccc", "bb", "a"]);
});

test("a member that is taken out is gone, and the others stay as they were", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.jsonValue(), (object, name, member) => {
      const value: Json = JSON.parse(JSON.stringify(object));
      const set = withMember(value, name, JSON.parse(JSON.stringify(member)));
      expect(Object.keys(set).sort()).toEqual([...new Set([...Object.keys(object), name])].sort());
      const { [name]: _gone, ...others } = Object(value);
      expect(withMember(set, name, undefined)).toEqual(others);
    }),
  );
});

test("what does not fit is named by its place, counted from 1 in lists", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: {
      lines: { type: "array", items: { type: "object", properties: { "a/b": { type: "number" } } } },
      name: { type: "string" },
    },
    required: ["name"],
  };
  expect(inputIssues(schema, { lines: [{ "a/b": 1 }, { "a/b": "x" }] }).map((issue) => issue.where)).toEqual([
    "lines › 2 › a/b",
    "name",
  ]);
  expect(inputIssues(schema, { lines: [{ "a/b": "x" }], name: "x" })[0]?.message).toBe("A number is needed here.");
  expect(inputIssues(schema, { lines: [], name: "x" })).toEqual([]);
});
