import type { Json } from "@/lib/release/json-schema";

export const OPERATORS = [
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "not-in",
  "contains",
  "not-contains",
  "starts-with",
  "ends-with",
  "regex",
  "is-true",
  "is-false",
  "is-null",
  "not-null",
  "exists",
  "missing",
  "empty",
  "not-empty",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** One row: a field, as CEL reads it (`steps.a.output.total`, `input.?tier.orValue("")`), an operator, and a value where it takes one. */
export type ConditionRow = { field: string; operator: Operator; value: Json };
/** Rows of which all or any must hold. */
export type ConditionGroup = { match: "all" | "any"; rows: ConditionRow[] };
/** Rows and groups of rows; nothing deeper. All of nothing is true, any of nothing is false. */
export type Condition = { match: "all" | "any"; rows: (ConditionRow | ConditionGroup)[] };

export const isGroup = (row: ConditionRow | ConditionGroup): row is ConditionGroup => "rows" in row;

/** Operators that take a list, a text, or nothing. The others take any value. */
export const takesList = (operator: Operator): boolean => operator === "in" || operator === "not-in";
const TEXTUAL: ReadonlySet<Operator> = new Set(["contains", "not-contains", "starts-with", "ends-with", "regex"]);
export const takesText = (operator: Operator): boolean => TEXTUAL.has(operator);
const UNARY: ReadonlySet<Operator> = new Set([
  "is-true",
  "is-false",
  "is-null",
  "not-null",
  "exists",
  "missing",
  "empty",
  "not-empty",
]);
export const takesNothing = (operator: Operator): boolean => UNARY.has(operator);

/** What an operator needs where the value that is there does not fit it. */
export function valueFor(operator: Operator, value: Json): Json {
  if (takesNothing(operator)) return null;
  if (takesList(operator)) return listOf(value);
  const single = Array.isArray(value) ? (value[0] ?? "") : (value ?? "");
  return takesText(operator) && typeof single !== "string" ? String(single) : single;
}

function listOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return value === null || value === "" ? [] : [value];
}
