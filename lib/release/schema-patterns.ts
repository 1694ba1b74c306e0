import { RE2JS } from "re2js";
import { innerSchemas, objectOf, withInner } from "@/lib/release/inner-schemas";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAX_TEXT = 100_000;
const CACHE_SIZE = 500;
const cache = new Map<string, RE2JS | null>();

/**
 * Why the patterns of a schema cannot be used, or null. JavaScript's own expressions can be made to run for hours by a
 * short text, so patterns are RE2 (linear time), and keys are not matched by patterns at all.
 */
export function patternProblem(schema: JsonSchema): string | null {
  if (schema.patternProperties !== undefined) return "patternProperties is not supported; list the properties.";
  if (typeof schema.pattern === "string" && !compiled(schema.pattern))
    return `The pattern ${JSON.stringify(schema.pattern.slice(0, 40))} is not a regular expression of RE2.`;
  for (const inner of innerSchemas(schema)) {
    const object = objectOf(inner.schema);
    const problem = object && patternProblem(object);
    if (problem) return problem;
  }
  return null;
}

export const hasPatterns = (schema: JsonSchema): boolean => JSON.stringify(schema).includes('"pattern"');

/**
 * The schema without its patterns: they are checked apart, by `patternIssues`. The same object when it has none. Which
 * one of several choices fits may hang on a pattern, so `oneOf` becomes `anyOf` here and is counted there.
 */
export const withoutPatterns = (schema: JsonSchema): JsonSchema => (hasPatterns(schema) ? stripped(schema) : schema);

function stripped(schema: JsonSchema): JsonSchema {
  const { pattern: _pattern, oneOf, ...kept } = withInner(schema, strippedOne);
  if (oneOf === undefined) return kept;
  if (kept.anyOf === undefined) return { ...kept, anyOf: oneOf };
  return { ...kept, allOf: [...(Array.isArray(kept.allOf) ? kept.allOf : []), { anyOf: oneOf }] };
}

const strippedOne = (value: Json): Json => {
  const inner = objectOf(value);
  return inner ? stripped(inner) : value;
};

/** The schema without the patterns that cannot be used, and those. */
export function withoutStrangePatterns(schema: JsonSchema): { schema: JsonSchema; strange: string[] } {
  const strange: string[] = [];
  const cleaned = (one: JsonSchema): JsonSchema => {
    const { pattern, ...rest } = withInner(one, (inner) => {
      const object = objectOf(inner);
      return object ? cleaned(object) : inner;
    });
    if (pattern === undefined) return rest;
    if (typeof pattern === "string" && compiled(pattern)) return { ...rest, pattern };
    strange.push(String(pattern));
    return rest;
  };
  return { schema: hasPatterns(schema) ? cleaned(schema) : schema, strange };
}

export const matchesPattern = (pattern: string, text: string): boolean =>
  text.length <= MAX_TEXT && (compiled(pattern)?.matcher(text).find() ?? false);

function compiled(pattern: string): RE2JS | null {
  const before = cache.get(pattern);
  if (before !== undefined) return before;
  if (cache.size >= CACHE_SIZE) cache.clear();
  const made = compile(pattern);
  cache.set(pattern, made);
  return made;
}

function compile(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return null;
  }
}
