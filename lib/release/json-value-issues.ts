import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { patternIssues } from "@/lib/release/pattern-issues";
import { readableSchema } from "@/lib/release/readable-schema";

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
  const readable = readableSchema(schema);
  if (!readable.ok) return [{ pointer: "", message: readable.problem }];
  const found = readable.check.safeParse(value).error?.issues ?? [];
  const issues = found.map((issue) => ({ pointer: issue.path.map(pointerPart).join(""), message: issue.message }));
  const seen = new Set(issues.map((issue) => issue.pointer));
  const missing = missingMembers(schema, value, "").filter((issue) => !seen.has(issue.pointer));
  return [...issues, ...missing, ...patternIssues(schema, value)].slice(0, MAX_ISSUES);
}

const pointerPart = (part: PropertyKey) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`;
const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Required members that are not there. zod asks only for those that `properties` describes. */
function missingMembers(schema: Json | undefined, value: Json | undefined, pointer: string): ValueIssue[] {
  if (!isObject(schema)) return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => missingMembers(schema.items, item, `${pointer}/${index}`));
  if (!isObject(value)) return [];
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const own = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ pointer: `${pointer}${pointerPart(name)}`, message: "This is required and not there." }));
  const properties = isObject(schema.properties) ? schema.properties : {};
  const inside = Object.entries(value).flatMap(([name, member]) =>
    Object.hasOwn(properties, name) ? missingMembers(properties[name], member, `${pointer}${pointerPart(name)}`) : [],
  );
  return [...own, ...inside];
}
