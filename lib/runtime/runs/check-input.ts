import { ProblemError } from "@/lib/platform/errors/problem";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";

/** Refuses an input that does not fit the harness's schema, with a pointer to each field. */
export function checkInput(schema: JsonSchema, input: Json): void {
  const issues = jsonValueIssues(schema, input);
  if (issues.length === 0) return;
  throw new ProblemError(
    "invalid",
    "The input does not fit what this harness takes. Correct the fields below.",
    issues.map(({ pointer, message }) => ({ pointer: `/input${pointer}`, message })),
  );
}
