import type { Json, JsonSchema } from "@/lib/release/json-schema";

/** The part of a schema that a reference such as `#/$defs/line` names; undefined when there is none. */
export const schemaAtRef = (root: JsonSchema, ref: string): Json | undefined =>
  ref
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>((at, part) => (isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined), root);

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
