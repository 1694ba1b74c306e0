import { z } from "zod";
import { objectOf, schemaNamed, withInner } from "@/lib/release/inner-schemas";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { hasPatterns, matchesPattern, withoutPatterns } from "@/lib/release/schema-patterns";

type Issue = { pointer: string; message: string };
type Check = { root: JsonSchema; fits: (schema: Json, value: Json) => boolean };

const ROOT = "the schema itself";
const checks = new WeakMap<JsonSchema, Check>();

/** Texts of a value that do not match the patterns of its schema, with a JSON pointer each. The schema is a readable one. */
export function patternIssues(root: JsonSchema, value: Json | undefined): Issue[] {
  if (value === undefined) return [];
  const check = checks.get(root) ?? { root, fits: hasPatterns(root) ? fitsOf(root) : () => true };
  checks.set(root, check);
  return hasPatterns(root) ? issuesAt(check, root, value, "") : [];
}

function issuesAt(check: Check, schema: Json | undefined, value: Json, pointer: string): Issue[] {
  const object = objectOf(schema);
  if (!object) return [];
  const { pattern, $ref: ref, allOf, anyOf, oneOf } = object;
  const own = typeof value === "string" && typeof pattern === "string" && !matchesPattern(pattern, value);
  return [
    ...(own ? [{ pointer, message: `Must match the pattern ${pattern}` }] : []),
    ...(typeof ref === "string" ? issuesAt(check, schemaNamed(check.root, ref), value, pointer) : []),
    ...(Array.isArray(allOf) ? allOf.flatMap((one) => issuesAt(check, one, value, pointer)) : []),
    ...(Array.isArray(anyOf) ? choiceIssues(check, anyOf, { value, pointer, isOne: false }) : []),
    ...(Array.isArray(oneOf) ? choiceIssues(check, oneOf, { value, pointer, isOne: true }) : []),
    ...(Array.isArray(value) ? itemIssues(check, object, value, pointer) : memberIssues(check, object, value, pointer)),
  ];
}

type Choice = { value: Json; pointer: string; isOne: boolean };

/** A choice that does not fit without its patterns was counted out before. */
function choiceIssues(check: Check, choices: Json[], { value, pointer, isOne }: Choice): Issue[] {
  const found = choices
    .filter((choice) => check.fits(choice, value))
    .map((choice) => issuesAt(check, choice, value, pointer));
  const fitting = found.filter((issues) => issues.length === 0).length;
  if (fitting === 0) return found[0] ?? [];
  return isOne && fitting > 1 ? [{ pointer, message: "Must fit exactly one of the choices." }] : [];
}

function itemIssues(check: Check, schema: JsonSchema, values: Json[], pointer: string): Issue[] {
  const { items, prefixItems, additionalItems } = schema;
  const first = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  return values.flatMap((value, at) =>
    issuesAt(check, at < first.length ? first[at] : rest, value, `${pointer}/${at}`),
  );
}

function memberIssues(check: Check, schema: JsonSchema, value: Json, pointer: string): Issue[] {
  const properties = objectOf(schema.properties) ?? {};
  return Object.entries(objectOf(value) ?? {}).flatMap(([name, member]) => {
    const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const inner = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    return [...issuesAt(check, schema.propertyNames, name, at), ...issuesAt(check, inner, member, at)];
  });
}

/** Whether a value fits a schema inside of `root`, patterns aside. References keep their meaning there. */
function fitsOf(root: JsonSchema): Check["fits"] {
  const word = root.$defs === undefined && root.definitions !== undefined ? "definitions" : "$defs";
  const pinned = (value: Json): Json => {
    const object = objectOf(value);
    if (!object) return value;
    const { $ref: ref, ...rest } = withInner(object, pinned);
    if (ref === undefined) return rest;
    return { ...rest, $ref: ref === "#" || ref === "#/" ? `#/${word}/${ROOT}` : ref };
  };
  const { [word]: named, ...whole } = objectOf(pinned(withoutPatterns(root))) ?? {};
  const shared: JsonSchema = {
    ...(root.$schema ? { $schema: root.$schema } : {}),
    [word]: { ...objectOf(named), [ROOT]: whole },
  };
  const read = new WeakMap<JsonSchema, z.ZodType>();
  return (schema, value) => {
    const object = objectOf(schema);
    if (!object) return schema !== false;
    const check = read.get(object) ?? z.fromJSONSchema({ ...objectOf(pinned(withoutPatterns(object))), ...shared });
    read.set(object, check);
    return check.safeParse(value).success;
  };
}
