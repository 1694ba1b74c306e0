import { eitherSchema } from "@/lib/harness/values/either-schema";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAX_DEPTH = 4;
/** Items and members that are looked at. */
const MAX_MEMBERS = 40;

/** What kind of value a literal is, with its members and items. The value itself is not told: another one may take its place. */
export function literalSchema(value: Json, depth = 0): JsonSchema {
  if (typeof value !== "object" || value === null) return { type: value === null ? "null" : typeof value };
  const isDeep = depth >= MAX_DEPTH;
  if (Array.isArray(value)) {
    const items = isDeep || value.length > MAX_MEMBERS ? [] : value.map((item) => literalSchema(item, depth + 1));
    return items.length === 0 ? { type: "array" } : { type: "array", items: eitherSchema(items) };
  }
  const members = Object.entries(value);
  if (isDeep || members.length > MAX_MEMBERS) return { type: "object" };
  return {
    type: "object",
    properties: Object.fromEntries(members.map(([name, inner]) => [name, literalSchema(inner, depth + 1)])),
    required: members.map(([name]) => name),
    additionalProperties: false,
  };
}
