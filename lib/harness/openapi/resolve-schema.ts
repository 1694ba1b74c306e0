import { z } from "zod";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAX_DEPTH = 12;
const Open = z.record(z.string(), z.unknown());
/** Words of OpenAPI that say nothing about a value. */
const DROPPED = new Set([
  ...["xml", "discriminator", "externalDocs", "example", "examples", "deprecated", "readOnly", "writeOnly"],
  ...[
    "nullable",
    "$schema",
    "$id",
    "$anchor",
    "$defs",
    "definitions",
    "$comment",
    "contentMediaType",
    "contentEncoding",
  ],
]);
const BY_NAME = new Set(["properties", "patternProperties"]);

/** What a local reference (`#/…`) points to; undefined when nothing is there, or when it points outside the document. */
export function lookUp(root: Record<string, unknown>, ref: string): unknown {
  if (!ref.startsWith("#/")) return undefined;
  return ref
    .slice(2)
    .split("/")
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, part) => {
      const object = Open.safeParse(value).data;
      return object && Object.hasOwn(object, part) ? object[part] : undefined;
    }, root);
}

/** An object of the document, through any local references; undefined when it is none. */
export function resolve(root: Record<string, unknown>, value: unknown): Record<string, unknown> | undefined {
  let current = Open.safeParse(value).data;
  for (let hops = 0; current && typeof current.$ref === "string"; hops += 1) {
    if (hops > MAX_DEPTH) return undefined;
    current = Open.safeParse(lookUp(root, current.$ref)).data;
  }
  return current;
}

/**
 * A schema of the document with its references written out, in the words of JSON Schema 2020-12. Where a schema contains
 * itself, or is nested deeper than 12 levels, any value is allowed. `missing` collects references that lead nowhere.
 */
export function resolveSchema(root: Record<string, unknown>, schema: unknown, missing: Set<string>): JsonSchema {
  return resolveAt({ root, missing, path: [] }, schema);
}

type At = { root: Record<string, unknown>; missing: Set<string>; path: readonly string[]; depth?: number };

function resolveAt(at: At, schema: unknown): JsonSchema {
  const { depth = 0 } = at;
  const object = Open.safeParse(schema).data;
  if (!object || depth > MAX_DEPTH) return {};
  if (typeof object.$ref === "string") return followRef(at, object.$ref);
  const below = { ...at, depth: depth + 1 };
  const entries = Object.entries(object).flatMap(([key, value]): [string, Json][] =>
    DROPPED.has(key) || key.startsWith("x-") ? [] : [[key, resolveMember(below, key, value)]],
  );
  return modern(Object.fromEntries(entries), object);
}

function followRef(at: At, ref: string): JsonSchema {
  if (at.path.includes(ref)) return { description: `${ref.split("/").at(-1)}, as above` };
  const target = lookUp(at.root, ref);
  if (target === undefined) {
    at.missing.add(ref);
    return {};
  }
  return resolveAt({ ...at, path: [...at.path, ref] }, target);
}

function resolveMember(at: At, key: string, value: unknown): Json {
  if (BY_NAME.has(key)) {
    const named = Open.safeParse(value).data ?? {};
    return Object.fromEntries(
      Object.entries(named)
        .filter(([name]) => name !== "__proto__")
        .map(([name, one]) => [name, resolveAt(at, one)]),
    );
  }
  if (["items", "not", "additionalProperties", "contains", "propertyNames", "if", "then", "else"].includes(key))
    return typeof value === "boolean" ? value : resolveAt(at, value);
  if (["allOf", "anyOf", "oneOf", "prefixItems"].includes(key))
    return Array.isArray(value) ? value.map((one) => resolveAt(at, one)) : [];
  return z.json().safeParse(value).data ?? null;
}

/** OpenAPI 3.0 says "nullable" and gives bounds as flags; JSON Schema says it with types and numbers. */
function modern(schema: JsonSchema, original: Record<string, unknown>): JsonSchema {
  const changed = { ...schema };
  for (const [flag, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof changed[flag] !== "boolean") continue;
    const limit = changed[bound];
    const isExclusive = changed[flag] === true && limit !== undefined;
    delete changed[flag];
    if (isExclusive && limit !== undefined) {
      changed[flag] = limit;
      delete changed[bound];
    }
  }
  if (original.nullable !== true) return changed;
  if (typeof changed.type === "string") return { ...changed, type: [changed.type, "null"], ...nullableEnum(changed) };
  return { anyOf: [changed, { type: "null" }] };
}

const nullableEnum = ({ enum: values }: JsonSchema): JsonSchema =>
  Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {};
