import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { schemaAtRef } from "@/lib/release/schema-at-ref";

/**
 * Whether a value of one schema can stand where another is wanted. `no`: no value that is described fits. `unknown`: some
 * may. `at`: where in the value, as people read it; "" is the value itself.
 */
export type Compatibility = { verdict: "yes" } | { verdict: "unknown" | "no"; at: string; reason: string };

type Side = { schema: Json | undefined; root: JsonSchema };
/** `left`: comparisons that may still be made; a schema that refers to itself many times would have no end of them. */
type Walk = { at: string; depth: number; budget: { left: number } };
type Described = Record<string, Json>;
type Resolved = { schema: Described; root: JsonSchema };

const YES: Compatibility = { verdict: "yes" };
const MAX_DEPTH = 12;
const MAX_COMPARISONS = 2_000;
const isObject = (value: Json | undefined): value is Described =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Structural: base types, members, items, choices and constants. What limits a value without changing what it is (lengths,
 * ranges, patterns, formats) is left to the check of the value itself. Nothing known is never refused.
 */
export function compatible(from: JsonSchema, to: JsonSchema): Compatibility {
  return compare(
    { schema: from, root: from },
    { schema: to, root: to },
    { at: "", depth: 0, budget: { left: MAX_COMPARISONS } },
  );
}

const unknown = (at: string, reason: string): Compatibility => ({ verdict: "unknown", at, reason });
const no = (at: string, reason: string): Compatibility => ({ verdict: "no", at, reason });

function compare(from: Side, to: Side, walk: Walk): Compatibility {
  walk.budget.left -= 1;
  if (walk.depth > MAX_DEPTH || walk.budget.left < 0) return unknown(walk.at, "It is nested too deep to tell.");
  const [given, wanted] = [resolved(from), resolved(to)];
  if (to.schema === true || isAnything(wanted)) return YES;
  const choices = alternatives(given);
  if (choices) return every(choices.map((schema) => compare({ ...from, schema }, to, deeper(walk))));
  const options = alternatives(wanted);
  if (options) return some(options.map((schema) => compare(from, { ...to, schema }, deeper(walk))));
  const values = valuesOf(given);
  if (values) return every(values.map((value) => compareValue(value, { ...to, schema: wanted }, walk)));
  if (valuesOf(wanted)) return compareWithChoices(given, wanted, walk);
  return compareTypes({ ...from, schema: given }, { ...to, schema: wanted }, walk);
}

function compareTypes(from: Resolved, to: Resolved, walk: Walk): Compatibility {
  const [type, needed] = [baseType(from.schema), baseType(to.schema)];
  if (needed === null) return YES;
  if (type === null) return unknown(walk.at, `Nothing is known about it, and ${nameOf(needed)} is wanted.`);
  if (type === "number" && needed === "integer")
    return unknown(walk.at, "A whole number is wanted, and it may be none.");
  if (!isSameType(type, needed)) return no(walk.at, `It is ${nameOf(type)}, and ${nameOf(needed)} is wanted.`);
  if (type === "array") return compareItems(from, to, walk);
  return type === "object" ? compareMembers(from, to, walk) : YES;
}

const deeper = (walk: Walk): Walk => ({ ...walk, depth: walk.depth + 1 });

/** Follows references; one that leads nowhere or in a circle says nothing. */
function resolved({ schema, root }: Side): Described {
  let found = isObject(schema) ? schema : {};
  for (let steps = 0; typeof found.$ref === "string"; steps++) {
    const target = steps < MAX_DEPTH ? schemaAtRef(root, String(found.$ref)) : undefined;
    found = isObject(target) ? target : {};
  }
  return found;
}

/** Several types, or several schemas of which one holds. What all must hold, or what must not, is not looked at. */
function alternatives(schema: Described): Json[] | null {
  for (const choice of [schema.anyOf, schema.oneOf]) if (Array.isArray(choice)) return choice;
  const { type } = schema;
  return Array.isArray(type) ? type.map((one) => ({ ...schema, type: one })) : null;
}

const valuesOf = (schema: Described): Json[] | null =>
  schema.const !== undefined ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : null;

function baseType(schema: Described): string | null {
  if (typeof schema.type === "string") return schema.type;
  if (isObject(schema.properties)) return "object";
  return isObject(schema.items) ? "array" : null;
}

const isAnything = (schema: Described): boolean =>
  baseType(schema) === null && !alternatives(schema) && !valuesOf(schema);

const NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "nothing",
};
const nameOf = (type: string): string => NAMES[type] ?? type;

const schemaOfValue = (value: Json): Described => {
  if (Array.isArray(value)) return { type: "array" };
  if (isObject(value)) return { type: "object" };
  return { type: value === null ? "null" : typeof value };
};

/** A constant against a schema: its type, or whether it is one of the choices. */
function compareValue(value: Json, to: Side, walk: Walk): Compatibility {
  const wanted = resolved(to);
  const choices = valuesOf(wanted);
  if (choices)
    return choices.some((one) => JSON.stringify(one) === JSON.stringify(value))
      ? YES
      : no(walk.at, `It is ${JSON.stringify(value)}, and one of ${listed(choices)} is wanted.`);
  if (baseType(wanted) === "integer" && typeof value === "number")
    return Number.isInteger(value) ? YES : no(walk.at, `It is ${value}, and a whole number is wanted.`);
  const given = schemaOfValue(value);
  return compare({ schema: given, root: {} }, to, deeper(walk));
}

const listed = (values: readonly Json[]): string =>
  values
    .slice(0, 6)
    .map((one) => JSON.stringify(one))
    .join(", ");

function compareWithChoices(given: Described, wanted: Described, walk: Walk): Compatibility {
  const choices = valuesOf(wanted) ?? [];
  const type = baseType(given);
  const mayFit = type === null || choices.some((one) => isSameType(type, schemaOfValue(one).type));
  return mayFit
    ? unknown(walk.at, `One of ${listed(choices)} is wanted.`)
    : no(walk.at, `It is ${nameOf(type ?? "")}, and one of ${listed(choices)} is wanted.`);
}

const isSameType = (type: string, other: Json | undefined): boolean =>
  type === other || (type === "integer" && other === "number");

function compareItems(from: Resolved, to: Resolved, walk: Walk): Compatibility {
  const [given, wanted] = [from.schema.items, to.schema.items];
  if (!isObject(wanted)) return YES;
  // An empty list would fit any; what the list is made for would not.
  return compare({ ...from, schema: given }, { ...to, schema: wanted }, below(walk, "each item"));
}

const below = (walk: Walk, name: string): Walk => ({
  ...deeper(walk),
  at: walk.at === "" ? name : `${walk.at} › ${name}`,
});

type Members = { properties: Described; required: ReadonlySet<string>; isClosed: boolean };

const membersOf = (schema: Described): Members => ({
  properties: isObject(schema.properties) ? schema.properties : {},
  required: new Set(Array.isArray(schema.required) ? schema.required.map(String) : []),
  isClosed: schema.additionalProperties === false,
});
const has = (members: Described, name: string) => Object.hasOwn(members, name);

function compareMembers(from: Resolved, to: Resolved, walk: Walk): Compatibility {
  const [given, wanted] = [membersOf(from.schema), membersOf(to.schema)];
  const names = new Set([...wanted.required, ...Object.keys(wanted.properties)]);
  const answers = [...names].map((name) => compareMember(name, { given, wanted, from, to }, walk));
  const surplus = wanted.isClosed
    ? Object.keys(given.properties).find((name) => !has(wanted.properties, name))
    : undefined;
  if (surplus !== undefined)
    answers.push(
      given.required.has(surplus)
        ? no(walk.at, `It has "${surplus}", which is not taken.`)
        : unknown(walk.at, `It may have "${surplus}", which is not taken.`),
    );
  return all(answers);
}

type Both = { given: Members; wanted: Members; from: Side; to: Side };

function compareMember(name: string, { given, wanted, from, to }: Both, walk: Walk): Compatibility {
  const isNeeded = wanted.required.has(name);
  if (!has(given.properties, name) && !given.required.has(name)) {
    if (!isNeeded) return YES;
    return given.isClosed ? no(walk.at, `It has no "${name}".`) : unknown(walk.at, `It may have no "${name}".`);
  }
  const answer = compare(
    { ...from, schema: given.properties[name] },
    { ...to, schema: has(wanted.properties, name) ? wanted.properties[name] : {} },
    below(walk, name),
  );
  if (answer.verdict !== "yes" || !isNeeded || given.required.has(name)) return softened(answer, given, name);
  return unknown(walk.at, `It may have no "${name}".`);
}

/** A member that may be missing does no harm while it is. */
const softened = (answer: Compatibility, given: Members, name: string): Compatibility =>
  answer.verdict === "no" && !given.required.has(name) ? { ...answer, verdict: "unknown" } : answer;

/** All of these hold at once: the worst counts. */
const all = (answers: readonly Compatibility[]): Compatibility =>
  answers.find((one) => one.verdict === "no") ?? answers.find((one) => one.verdict === "unknown") ?? YES;

/** One of these is the case, nobody knows which: only when none fits it is a no. */
function every(answers: readonly Compatibility[]): Compatibility {
  const [first] = answers;
  if (!first || answers.every((one) => one.verdict === first.verdict)) return first ?? YES;
  const [other] = answers.flatMap((one) => (one.verdict === "yes" ? [] : one));
  return other ? { ...other, verdict: "unknown" } : YES;
}

/** One of these is enough. */
const some = (answers: readonly Compatibility[]): Compatibility =>
  answers.find((one) => one.verdict === "yes") ?? answers.find((one) => one.verdict === "unknown") ?? answers[0] ?? YES;
