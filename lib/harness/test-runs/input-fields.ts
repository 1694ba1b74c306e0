import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { schemaAtRef } from "@/lib/release/schema-at-ref";

const MAX_DEPTH = 6;
/** Texts that may be longer than this get several lines. */
const ONE_LINE = 120;

export type InputShape =
  | { kind: "text"; isLong: boolean }
  | { kind: "number"; isWhole: boolean }
  | { kind: "boolean" }
  | { kind: "choice"; options: readonly Json[] }
  | { kind: "object"; fields: readonly InputField[] }
  | { kind: "list"; item: InputField }
  | { kind: "json" };

/** One field of the form for an input. */
export type InputField = {
  name: string;
  label: string;
  hint: string;
  isRequired: boolean;
  /** An empty field means null. */
  isNullable: boolean;
  /** What the schema proposes: its default, else its first example. Undefined when it proposes nothing. */
  proposed: Json | undefined;
  shape: InputShape;
};

type ObjectValue = Record<string, Json>;
export const isObjectValue = (value: Json | undefined): value is ObjectValue =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The form of an input by its JSON Schema: texts, numbers, booleans, choices, objects and lists of these; everything else is
 * a field for JSON. Null when the input is no object with described members: then the whole input is JSON.
 */
export function inputFields(schema: JsonSchema): readonly InputField[] | null {
  const { shape } = fieldOf({ name: "", schema, isRequired: true }, schema, 0);
  return shape.kind === "object" && shape.fields.length > 0 ? shape.fields : null;
}

/** What a form starts with: what the schema proposes, and the members that are always there. */
export function startOf(fields: readonly InputField[]): ObjectValue {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = field.proposed ?? emptyOf(field);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

/** The value of a field that nobody has filled in; undefined: it is not there. */
export function emptyOf({ shape, isRequired, isNullable }: InputField): Json | undefined {
  if (!isRequired) return undefined;
  if (isNullable) return null;
  if (shape.kind === "object") return startOf(shape.fields);
  if (shape.kind === "list") return [];
  if (shape.kind === "text") return "";
  return shape.kind === "boolean" ? false : undefined;
}

type Member = { name: string; schema: Json | undefined; isRequired: boolean };

function fieldOf(member: Member, root: JsonSchema, depth: number): InputField {
  const resolved = resolve(member.schema, root);
  const { schema, isNullable } = withoutNull(resolved, root);
  const { title, description, default: usual, examples } = schema;
  return {
    name: member.name,
    label: typeof title === "string" && title !== "" ? title : member.name,
    hint: typeof description === "string" ? description : "",
    isRequired: member.isRequired,
    isNullable,
    proposed: usual !== undefined ? usual : Array.isArray(examples) ? examples[0] : undefined,
    shape: depth > MAX_DEPTH ? { kind: "json" } : shapeOf(schema, root, depth),
  };
}

/** Follows references inside of the schema; one that leads in a circle or nowhere is an unknown. */
function resolve(schema: Json | undefined, root: JsonSchema): ObjectValue {
  let found = isObjectValue(schema) ? schema : {};
  for (let steps = 0; typeof found.$ref === "string"; steps++) {
    const { $ref, ...beside } = found;
    const target = steps < MAX_DEPTH ? schemaAtRef(root, String($ref)) : undefined;
    found = isObjectValue(target) ? { ...target, ...beside } : beside;
  }
  return found;
}

/** `X or null` is a field of X that may be empty. */
function withoutNull(schema: ObjectValue, root: JsonSchema): { schema: ObjectValue; isNullable: boolean } {
  const { type, anyOf, oneOf, ...rest } = schema;
  if (Array.isArray(type) && type.includes("null") && type.length === 2)
    return { schema: { ...schema, type: type.find((one) => one !== "null") ?? "null" }, isNullable: true };
  const choices = anyOf ?? oneOf;
  if (!Array.isArray(choices) || choices.length !== 2) return { schema, isNullable: false };
  const others = choices.map((one) => resolve(one, root)).filter((one) => one.type !== "null");
  const [only] = others;
  return others.length === 1 && only
    ? { schema: { ...only, ...rest }, isNullable: true }
    : { schema, isNullable: false };
}

function shapeOf(schema: ObjectValue, root: JsonSchema, depth: number): InputShape {
  if (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? schema.not) return { kind: "json" };
  if (schema.const !== undefined) return { kind: "choice", options: [schema.const] };
  if (Array.isArray(schema.enum)) return { kind: "choice", options: schema.enum };
  switch (schema.type ?? (schema.properties === undefined ? undefined : "object")) {
    case "string":
      return {
        kind: "text",
        isLong: schema.format === undefined && Number(schema.maxLength ?? ONE_LINE + 1) > ONE_LINE,
      };
    case "number":
      return { kind: "number", isWhole: false };
    case "integer":
      return { kind: "number", isWhole: true };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return isObjectValue(schema.items)
        ? { kind: "list", item: fieldOf({ name: "", schema: schema.items, isRequired: true }, root, depth + 1) }
        : { kind: "json" };
    case "object":
      return objectShape(schema, root, depth);
    default:
      return { kind: "json" };
  }
}

function objectShape({ properties, required }: ObjectValue, root: JsonSchema, depth: number): InputShape {
  const wanted = new Set(Array.isArray(required) ? required.map(String) : []);
  const described = isObjectValue(properties) ? properties : {};
  // A stored schema keeps the order of what is required, and not that of its members.
  const names = new Set([...[...wanted].filter((name) => Object.hasOwn(described, name)), ...Object.keys(described)]);
  if (names.size === 0) return { kind: "json" };
  return {
    kind: "object",
    fields: [...names].map((name) =>
      fieldOf({ name, schema: described[name], isRequired: wanted.has(name) }, root, depth + 1),
    ),
  };
}

/** An object with one member set, or gone when the value is undefined. */
export function withMember(value: Json | undefined, name: string, member: Json | undefined): ObjectValue {
  const { [name]: _before, ...others } = isObjectValue(value) ? value : {};
  return member === undefined ? others : { ...(isObjectValue(value) ? value : {}), [name]: member };
}
