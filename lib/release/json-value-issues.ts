import { z } from "zod";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

export type ValueIssue = {
  /** JSON pointer (RFC 6901) into the value; "" is the value itself. */
  pointer: string;
  message: string;
};

const MAX_ISSUES = 20;

/**
 * What keeps a value from fitting a JSON schema, at most 20 issues; empty when it fits. A schema that cannot be read is
 * one issue at the root: nothing passes by accident.
 */
export function jsonValueIssues(schema: JsonSchema, value: Json | undefined): ValueIssue[] {
  const parsed = parseWith(schema, value);
  if (typeof parsed === "string") return [{ pointer: "", message: parsed }];
  return parsed.slice(0, MAX_ISSUES).map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    message: issue.message,
  }));
}

function parseWith(schema: JsonSchema, value: Json | undefined): z.core.$ZodIssue[] | string {
  try {
    const result = z.fromJSONSchema(schema).safeParse(value);
    return result.success ? [] : result.error.issues;
  } catch (error) {
    return `The schema cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
