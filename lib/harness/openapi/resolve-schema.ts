import { z } from "zod";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const MAX_DEPTH = 10;
const MAX_REFS = 50;
const AnyJson = z.json();
export const MAX_SCHEMA_BYTES = 32_000;
/** What all schemas of a document may have together, written out. */
export const MAX_WRITTEN_BYTES = 4_000_000;
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

const objectOf = (value: unknown): Record<string, unknown> | undefined =>
  isObject(value) && !Array.isArray(value) ? value : undefined;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What a local reference (`#/…`) points to; undefined when nothing is there, or when it points outside the document. */
function lookUp(root: Record<string, unknown>, ref: string): unknown {
  if (!ref.startsWith("#/")) return undefined;
  return ref
    .slice(2)
    .split("/")
    .map((part) => decoded(part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, part) => {
      const object = objectOf(value);
      return object && Object.hasOwn(object, part) ? object[part] : undefined;
    }, root);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An object of the document, through any local references; undefined when it is none. */
export function resolve(root: Record<string, unknown>, value: unknown): Record<string, unknown> | undefined {
  let current = objectOf(value);
  for (let hops = 0; current && typeof current.$ref === "string"; hops += 1) {
    if (hops > MAX_DEPTH) return undefined;
    current = objectOf(lookUp(root, current.$ref));
  }
  return current;
}

/** `missing` collects references that lead nowhere; `budget` is what may still be written out of the whole document. */
export type Resolving = { root: Record<string, unknown>; missing: Set<string>; budget: { bytes: number } };

/**
 * A schema of the document with its references written out, in the words of JSON Schema 2020-12. Where a schema contains
 * itself, or is nested deeper than 10 levels, any value is allowed. Null when it is over 32 KB written out, or when the
 * document is over 4 MB: references to references can multiply without end.
 */
export function resolveSchema({ root, missing, budget }: Resolving, schema: unknown): JsonSchema | null {
  const own = { bytes: Math.min(MAX_SCHEMA_BYTES, budget.bytes) };
  const before = own.bytes;
  const resolved = resolveAt({ root, missing, own, path: [] }, schema);
  budget.bytes -= before - own.bytes;
  return own.bytes < 0 ? null : resolved;
}

type At = {
  root: Record<string, unknown>;
  missing: Set<string>;
  /** What is left of this schema's bytes; below 0, nothing more is looked at. */
  own: { bytes: number };
  path: readonly string[];
  depth?: number;
};

function resolveAt(at: At, schema: unknown): JsonSchema {
  const { depth = 0, own } = at;
  const object = objectOf(schema);
  if (!object || depth > MAX_DEPTH || own.bytes < 0) return {};
  if (typeof object.$ref === "string") return followRef(at, object.$ref);
  const below = { ...at, depth: depth + 1 };
  const members = Object.entries(object);
  own.bytes -= 2 + members.reduce((sum, [key, value]) => sum + key.length + 4 + shallowBytes(value), 0);
  const entries = members.flatMap(([key, value]): [string, Json][] =>
    own.bytes < 0 || DROPPED.has(key) || key.startsWith("x-") ? [] : [[key, resolveMember(below, key, value)]],
  );
  return modern(Object.fromEntries(entries), object);
}

/** What a member costs beside the schemas inside of it. */
function shallowBytes(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (Array.isArray(value)) return 3 * value.length;
  return isObject(value) ? 3 * Object.keys(value).length : 4;
}

function followRef(at: At, ref: string): JsonSchema {
  at.own.bytes -= ref.length;
  if (at.path.includes(ref)) return { description: `${ref.split("/").at(-1)}, as above` };
  if (at.path.length > MAX_REFS) return {};
  const target = lookUp(at.root, ref);
  if (target === undefined) {
    at.missing.add(ref);
    return {};
  }
  return resolveAt({ ...at, path: [...at.path, ref] }, target);
}

function resolveMember(at: At, key: string, value: unknown): Json {
  if (BY_NAME.has(key)) {
    const named = Object.entries(objectOf(value) ?? {}).filter(([name]) => name !== "__proto__");
    at.own.bytes -= named.reduce((sum, [name]) => sum + name.length, 0);
    return Object.fromEntries(named.map(([name, one]) => [name, resolveAt(at, one)]));
  }
  if (["items", "not", "additionalProperties", "contains", "propertyNames", "if", "then", "else"].includes(key))
    return typeof value === "boolean" ? value : resolveAt(at, value);
  if (["allOf", "anyOf", "oneOf", "prefixItems"].includes(key))
    return Array.isArray(value) ? value.map((one) => resolveAt(at, one)) : [];
  return resolveValue(at, value);
}

function resolveValue({ own }: At, value: unknown): Json {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  own.bytes -= JSON.stringify(value ?? null).length;
  return own.bytes < 0 ? null : (AnyJson.safeParse(value).data ?? null);
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
