import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAPS = new Set(["properties", "$defs", "definitions"]);
const LISTS = new Set(["allOf", "anyOf", "oneOf", "prefixItems", "items"]);
const ONES = new Set(["items", "additionalItems", "additionalProperties", "contains", "propertyNames"]);

export const objectOf = (value: Json | undefined): JsonSchema | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;

/** `name`: of a property, or the place in a list. */
export type InnerSchema = { keyword: string; name: string; schema: Json };

/** The schemas directly inside a schema, in those words that are checked at all. */
export const innerSchemas = (schema: JsonSchema): InnerSchema[] =>
  Object.entries(schema).flatMap(([keyword, value]): InnerSchema[] => {
    const map = MAPS.has(keyword) ? objectOf(value) : null;
    if (map) return Object.entries(map).map(([name, one]) => ({ keyword, name, schema: one }));
    if (Array.isArray(value) && LISTS.has(keyword))
      return value.map((one, at) => ({ keyword, name: String(at), schema: one }));
    return ONES.has(keyword) ? [{ keyword, name: "", schema: value }] : [];
  });

/** The schema with each schema directly inside of it changed. */
export const withInner = (schema: JsonSchema, change: (schema: Json) => Json): JsonSchema =>
  Object.fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, Json] => {
      const map = MAPS.has(keyword) ? objectOf(value) : null;
      if (map) return [keyword, Object.fromEntries(Object.entries(map).map(([name, one]) => [name, change(one)]))];
      if (Array.isArray(value) && LISTS.has(keyword)) return [keyword, value.map(change)];
      return [keyword, ONES.has(keyword) ? change(value) : value];
    }),
  );

/** What a local reference names: "#", or one schema under `$defs` (`definitions` in draft 7); undefined when there is none. */
export function schemaNamed(root: JsonSchema, ref: string): Json | undefined {
  const parts = ref.replace(/^#\/?/, "").split("/");
  if (ref === "#" || ref === "#/") return root;
  const isOld = typeof root.$schema === "string" && /draft-0[47]/.test(root.$schema);
  if (!ref.startsWith("#/") || parts.length !== 2 || parts[0] !== (isOld ? "definitions" : "$defs")) return undefined;
  const named = objectOf(root.$defs ?? root.definitions);
  const name = (parts[1] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
  return named && Object.hasOwn(named, name) ? named[name] : undefined;
}
