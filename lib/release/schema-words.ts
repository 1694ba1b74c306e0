import { innerSchemas, objectOf } from "@/lib/release/inner-schemas";
import type { Json, JsonSchema } from "@/lib/release/json-schema";

const NOT_CHECKED = [
  ...["unevaluatedItems", "unevaluatedProperties", "if", "then", "else"],
  ...["dependentSchemas", "dependentRequired", "patternProperties"],
];
const TYPES = new Set<Json>(["string", "number", "integer", "boolean", "null", "object", "array"]);
const isList = (value: Json) => Array.isArray(value);
const isText = (value: Json) => typeof value === "string";
/** What words must have as a value, and how that is called. */
const VALUES: Readonly<Record<string, [is: (value: Json) => boolean, called: string]>> = {
  properties: [(value) => objectOf(value) !== null, "an object"],
  $defs: [(value) => objectOf(value) !== null, "an object"],
  enum: [isList, "a list"],
  required: [(value) => Array.isArray(value) && value.every(isText), "a list of texts"],
  allOf: [isList, "a list"],
  anyOf: [isList, "a list"],
  oneOf: [isList, "a list"],
  pattern: [isText, "a text"],
  $ref: [isText, "a text"],
};

/** Why the words of a schema cannot be used, in a sentence, or null. Looks at the text alone, so it is quick. */
export function wordProblem(schema: Json): string | null {
  if (typeof schema === "boolean") return null;
  const object = objectOf(schema);
  if (!object) return `A schema is an object, true or false; here is ${JSON.stringify(schema).slice(0, 40)}.`;
  const own = ownProblem(object);
  if (own) return own;
  for (const inner of innerSchemas(object)) {
    const problem = wordProblem(inner.schema);
    if (problem) return problem;
  }
  return null;
}

function ownProblem(schema: JsonSchema): string | null {
  const unknown = NOT_CHECKED.find((word) => schema[word] !== undefined);
  if (unknown) return `"${unknown}" is not supported.`;
  if (schema.not !== undefined && JSON.stringify(schema.not) !== "{}")
    return '"not" is supported only as {}, which allows nothing.';
  for (const [word, [is, called]] of Object.entries(VALUES)) {
    const value = schema[word];
    if (value !== undefined && !is(value)) return `"${word}" must be ${called}.`;
  }
  return schema.type === undefined ? null : typeProblem(schema.type);
}

function typeProblem(type: Json): string | null {
  const strange = (Array.isArray(type) ? type : [type]).find((one) => !TYPES.has(one));
  return strange === undefined ? null : `There is no type ${JSON.stringify(strange).slice(0, 40)}.`;
}
