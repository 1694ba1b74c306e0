import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { schemaAtRef } from "@/lib/release/schema-at-ref";

const MAX_DEPTH = 12;
const MAX_ITEMS = 20;
/** Values that an example holds at most; a schema that refers to itself many times would have no end of them. */
const MAX_VALUES = 2_000;
type Walk = { root: JsonSchema; left: number };
const TEXTS: Readonly<Record<string, string>> = {
  email: "someone@example.com",
  uri: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
  date: "2026-01-31",
  time: "09:30:00Z",
  "date-time": "2026-01-31T09:30:00Z",
};

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A value that fits a JSON Schema as far as can be told without solving it: what the schema itself gives as an example,
 * else the plainest value of its type. Follows `$ref` inside of the schema. Members of which
 * nothing is known are left out unless they are required.
 */
export function schemaExample(schema: JsonSchema): Json {
  return exampleOf(schema, { root: schema, left: MAX_VALUES }, 0);
}

function exampleOf(schema: Json | undefined, walk: Walk, depth: number): Json {
  walk.left -= 1;
  if (!isObject(schema) || depth > MAX_DEPTH || walk.left < 0) return null;
  const given = givenExample(schema);
  if (given !== undefined) return given;
  if (typeof schema.$ref === "string") return exampleOf(schemaAtRef(walk.root, schema.$ref), walk, depth + 1);
  for (const choice of [schema.anyOf, schema.oneOf])
    if (Array.isArray(choice)) return exampleOf(choice[0], walk, depth + 1);
  if (Array.isArray(schema.allOf)) return exampleOf(merged(schema.allOf), walk, depth + 1);
  switch (typeOf(schema)) {
    case "object":
      return objectExample(schema, walk, depth);
    case "array":
      return listExample(schema, walk, depth);
    case "string":
      return textExample(schema);
    case "number":
    case "integer":
      return numberExample(schema);
    case "boolean":
      return true;
    default:
      return null;
  }
}

function givenExample({ examples, const: only, default: usual, enum: choices }: Record<string, Json>) {
  if (only !== undefined) return only;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (usual !== undefined) return usual;
  return Array.isArray(choices) ? choices[0] : undefined;
}

function typeOf({ type, properties, items }: Record<string, Json>): Json | undefined {
  if (Array.isArray(type)) return type[0];
  if (type !== undefined) return type;
  if (properties !== undefined) return "object";
  return items === undefined ? undefined : "array";
}

const merged = (parts: readonly Json[]): Json =>
  Object.assign({}, ...parts.filter(isObject), {
    properties: Object.assign({}, ...parts.map((part) => (isObject(part) ? part.properties : {}))),
  });

function objectExample({ properties, required }: Record<string, Json>, walk: Walk, depth: number): Json {
  const wanted = new Set(Array.isArray(required) ? required.map(String) : []);
  const described = (isObject(properties) ? Object.entries(properties) : []).filter(
    ([name, inner]) => wanted.has(name) || !isObject(inner) || Object.keys(inner).length > 0,
  );
  const known = new Set(described.map(([name]) => name));
  const others = [...wanted].filter((name) => !known.has(name));
  return Object.fromEntries([
    ...described.map(([name, inner]) => [name, exampleOf(inner, walk, depth + 1)] as const),
    ...others.map((name) => [name, null] as const),
  ]);
}

function listExample({ items, minItems }: Record<string, Json>, walk: Walk, depth: number): Json {
  const count = Math.min(Math.max(Number(minItems ?? 1), 0), MAX_ITEMS);
  return isObject(items) ? Array.from({ length: count }, () => exampleOf(items, walk, depth + 1)) : [];
}

function textExample({ format, minLength }: Record<string, Json>): string {
  const known = typeof format === "string" && Object.hasOwn(TEXTS, format) ? TEXTS[format] : undefined;
  return known ?? "x".repeat(Math.min(Math.max(Number(minLength ?? 0), 0), 200));
}

function numberExample({ minimum, exclusiveMinimum, maximum }: Record<string, Json>): number {
  const least = Math.max(Number(minimum ?? 1), Number(exclusiveMinimum ?? 0) + 1);
  const most = Number(maximum ?? least);
  return Math.min(least, most);
}
