import { RE2JS } from "re2js";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAX_TEXT = 100_000;
const MAPS = new Set(["properties", "$defs", "definitions", "dependentSchemas"]);
const LISTS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const ONES = new Set(["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"]);

const objectOf = (value: Json | undefined): JsonSchema | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;

/** The schemas directly inside a schema, with the keyword that they stand behind. */
function innerSchemas(schema: JsonSchema): { keyword: string; schema: JsonSchema }[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const found = MAPS.has(keyword)
      ? Object.values(objectOf(value) ?? {})
      : LISTS.has(keyword) && Array.isArray(value)
        ? value
        : ONES.has(keyword)
          ? [value]
          : [];
    return found.flatMap((one) => {
      const inner = objectOf(one);
      return inner ? [{ keyword, schema: inner }] : [];
    });
  });
}

/**
 * Why the patterns of a schema cannot be used, or null. JavaScript's own expressions can be made to run for hours by a
 * short text, so patterns are RE2 (linear time), and keys are not matched by patterns at all.
 */
export function patternProblem(schema: JsonSchema): string | null {
  if (schema.patternProperties !== undefined) return "patternProperties is not supported; list the properties.";
  if (typeof schema.pattern === "string" && !compiled(schema.pattern))
    return `The pattern ${JSON.stringify(schema.pattern.slice(0, 40))} is not a regular expression of RE2.`;
  for (const inner of innerSchemas(schema)) {
    const problem = patternProblem(inner.schema);
    if (problem) return problem;
  }
  return null;
}

/** The schema without its patterns: they are checked apart, by `patternIssues`. The same object when it has none. */
export function withoutPatterns(schema: JsonSchema): JsonSchema {
  return JSON.stringify(schema).includes('"pattern"') ? stripped(schema) : schema;
}

function stripped(schema: JsonSchema): JsonSchema {
  const kept = Object.entries(schema).filter(([keyword]) => keyword !== "pattern");
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, strippedBehind(keyword, value)]));
}

function strippedBehind(keyword: string, value: Json): Json {
  const inner = objectOf(value);
  if (MAPS.has(keyword) && inner)
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, strippedOne(one)]));
  if (LISTS.has(keyword) && Array.isArray(value)) return value.map(strippedOne);
  return ONES.has(keyword) ? strippedOne(value) : value;
}

const strippedOne = (value: Json): Json => {
  const inner = objectOf(value);
  return inner ? stripped(inner) : value;
};

/** Texts of a value that do not match the patterns of its schema, with a JSON pointer each. */
export function patternIssues(
  schema: JsonSchema,
  value: Json | undefined,
  pointer = "",
): { pointer: string; message: string }[] {
  const own = typeof value === "string" && typeof schema.pattern === "string" && !matches(schema.pattern, value);
  const anyOf = Array.isArray(schema.anyOf) ? schema.anyOf : Array.isArray(schema.oneOf) ? schema.oneOf : [];
  const inOne = (one: Json) => patternIssues(objectOf(one) ?? {}, value, pointer);
  const branches = anyOf.map(inOne);
  const allOf = Array.isArray(schema.allOf) ? schema.allOf : [];
  return [
    ...(own ? [{ pointer, message: `Must match the pattern ${schema.pattern}` }] : []),
    ...(branches.length > 0 && branches.every((issues) => issues.length > 0) ? (branches[0] ?? []) : []),
    ...allOf.flatMap(inOne),
    ...memberIssues(schema, value, pointer),
  ];
}

function memberIssues(schema: JsonSchema, value: Json | undefined, pointer: string) {
  if (Array.isArray(value)) {
    const item = objectOf(schema.items);
    return item ? value.flatMap((one, at) => patternIssues(item, one, `${pointer}/${at}`)) : [];
  }
  const [properties, object] = [objectOf(schema.properties), objectOf(value)];
  if (!properties || !object) return [];
  return Object.entries(properties).flatMap(([name, inner]) => {
    const one = objectOf(inner);
    const key = name.replaceAll("~", "~0").replaceAll("/", "~1");
    return one && Object.hasOwn(object, name) ? patternIssues(one, object[name], `${pointer}/${key}`) : [];
  });
}

const matches = (pattern: string, text: string): boolean =>
  text.length <= MAX_TEXT && (compiled(pattern)?.matcher(text).find() ?? false);

function compiled(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return null;
  }
}
