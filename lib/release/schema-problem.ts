import { z } from "zod";
import type { JsonSchema } from "@/lib/release/json-schema";
import { patternProblem, withoutPatterns } from "@/lib/release/schema-patterns";

const MAX_BYTES = 32_768;
const MAX_DEPTH = 12;
const REFS = /"\$(?:dynamicRef|recursiveRef)"|"\$ref":"(?!#)/;

/** Why a JSON Schema cannot be used, in a sentence, or null. At most 32 KB and 12 levels of schemas; references are local. */
export function schemaProblem(schema: JsonSchema): string | null {
  const text = JSON.stringify(schema);
  if (text.length > MAX_BYTES) return `The schema is larger than ${MAX_BYTES / 1_024} KB.`;
  if (depthOf(schema) > MAX_DEPTH * 2) return `The schema is nested deeper than ${MAX_DEPTH} levels.`;
  if (REFS.test(text)) return "A $ref may only point into the schema itself: #/$defs/….";
  return patternProblem(schema) ?? readProblem(schema);
}

/** Levels of objects and lists. A schema inside `properties` is two below its owner. */
function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function readProblem(schema: JsonSchema): string | null {
  try {
    z.fromJSONSchema(withoutPatterns(schema));
    return null;
  } catch (error) {
    return `The schema cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
