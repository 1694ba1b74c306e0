import type { JsonSchema } from "@/lib/release/json-schema";
import { readableSchema } from "@/lib/release/readable-schema";
import { patternProblem } from "@/lib/release/schema-patterns";
import { refsProblem } from "@/lib/release/schema-refs";
import { wordProblem } from "@/lib/release/schema-words";

const MAX_BYTES = 32_768;
const MAX_DEPTH = 12;
const REFS = /"\$(?:dynamicRef|recursiveRef)"|"\$ref":"(?!#)/;

const known = new WeakMap<JsonSchema, { problem: string | null }>();

/** Why a JSON Schema cannot be used, in a sentence, or null. At most 32 KB and 12 levels of schemas; references are local. */
export function schemaProblem(schema: JsonSchema): string | null {
  const before = known.get(schema);
  if (before) return before.problem;
  const problem = quickProblem(schema) ?? unreadable(schema);
  known.set(schema, { problem });
  return problem;
}

function unreadable(schema: JsonSchema): string | null {
  const readable = readableSchema(schema);
  return readable.ok ? null : readable.problem;
}

/** The same as far as the text of the schema tells it: for many schemas at once. */
export function quickProblem(schema: JsonSchema): string | null {
  const text = JSON.stringify(schema);
  if (text.length > MAX_BYTES) return `The schema is larger than ${MAX_BYTES / 1_024} KB.`;
  if (depthOf(schema) > MAX_DEPTH * 2) return `The schema is nested deeper than ${MAX_DEPTH} levels.`;
  if (REFS.test(text)) return "A $ref may only point into the schema itself: #/$defs/….";
  return refsProblem(schema) ?? patternProblem(schema) ?? wordProblem(schema);
}

/** Levels of objects and lists. A schema inside `properties` is two below its owner. */
function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((most, one) => Math.max(most, depthOf(one)), 0);
}
