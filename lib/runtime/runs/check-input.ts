import { z } from "zod";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

/** Refuses an input that does not fit the harness's schema, with a pointer to each field. */
export function checkInput(schema: JsonSchema, input: Json): void {
  const parsed = z.fromJSONSchema(schema).safeParse(input);
  if (parsed.success) return;
  const errors = parsed.error.issues
    .slice(0, 50)
    .map((issue) => ({ pointer: ["/input", ...issue.path].join("/"), message: issue.message }));
  throw new ProblemError(
    "invalid",
    "The input does not fit what this harness takes. Correct the fields below.",
    errors,
  );
}
