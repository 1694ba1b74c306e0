import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAX_DEPTH = 8;

/** The smallest value that fits a plain JSON schema: first enum member, required properties, minima. */
export function minimalInstance(schema: JsonSchema, depth = 0): Json {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  if (depth > MAX_DEPTH) return null;
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return objectOf(schema, depth);
    case "array":
      return Array.from({ length: numberOf(schema.minItems) }, () =>
        minimalInstance(asSchema(schema.items), depth + 1),
      );
    case "number":
    case "integer":
      return numberOf(schema.minimum);
    case "boolean":
      return false;
    case "string":
      return "x".repeat(numberOf(schema.minLength));
    default:
      return null;
  }
}

function objectOf(schema: JsonSchema, depth: number): Json {
  const properties = asSchema(schema.properties);
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return Object.fromEntries(required.map((name) => [name, minimalInstance(asSchema(properties[name]), depth + 1)]));
}

const numberOf = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
const asSchema = (value: Json | undefined): JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
