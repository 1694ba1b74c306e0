import { z } from "zod";
import type { JsonSchema } from "@/lib/release/json-schema";
import { patternProblem, withoutPatterns } from "@/lib/release/schema-patterns";
import { refsProblem } from "@/lib/release/schema-refs";
import { wordProblem } from "@/lib/release/schema-words";

type Readable = { ok: true; check: z.ZodType } | { ok: false; problem: string };
const known = new WeakMap<JsonSchema, Readable>();

/** What checks values against a schema, without its patterns; or why there is nothing, in a sentence. */
export function readableSchema(schema: JsonSchema): Readable {
  const before = known.get(schema);
  if (before) return before;
  const problem = refsProblem(schema) ?? patternProblem(schema);
  const readable: Readable = problem ? { ok: false, problem } : read(schema);
  known.set(schema, readable);
  return readable;
}

function read(schema: JsonSchema): Readable {
  try {
    return { ok: true, check: z.fromJSONSchema(withoutPatterns(schema)) };
  } catch {
    const problem = wordProblem(schema) ?? "The schema has a word with a value that it cannot have.";
    return { ok: false, problem };
  }
}
