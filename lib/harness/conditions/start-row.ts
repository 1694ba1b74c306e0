import { type ConditionRow, OPERATORS, type Operator } from "@/lib/harness/conditions/condition";
import { readVariable } from "@/lib/harness/graph/read-variable";
import type { Variable } from "@/lib/harness/graph/variables-of";
import type { ValueType } from "@/lib/harness/nodes/output-schema";
import type { Json } from "@/lib/release/json-schema";

const START: Readonly<Record<ValueType, { operator: Operator; value: Json }>> = {
  text: { operator: "==", value: "" },
  number: { operator: ">", value: 0 },
  "yes/no": { operator: "is-true", value: null },
  list: { operator: "not-empty", value: null },
  object: { operator: "not-null", value: null },
  any: { operator: "==", value: "" },
};

/** The row that asks something sensible of a variable; null when nothing can be read. */
export function startRow(variables: readonly Variable[]): ConditionRow | null {
  const first = variables.findLast((one) => one.step !== null) ?? variables[0];
  return first ? rowOf(first) : null;
}

export const rowOf = (variable: Variable): ConditionRow => ({
  field: readVariable(variable, "cel"),
  ...START[variable.type],
});

const TEXT: readonly Operator[] = [
  "==",
  "!=",
  "contains",
  "not-contains",
  "starts-with",
  "ends-with",
  "regex",
  "in",
  "not-in",
  "empty",
  "not-empty",
];
const NUMBER: readonly Operator[] = ["==", "!=", "<", "<=", ">", ">=", "in", "not-in"];
const BY_TYPE: Readonly<Record<ValueType, readonly Operator[]>> = {
  text: TEXT,
  number: NUMBER,
  "yes/no": ["is-true", "is-false"],
  list: ["empty", "not-empty"],
  object: ["is-null", "not-null"],
  any: OPERATORS,
};

/** Operators that make sense for a field; the one that is there always does. `has` cannot ask a field with a fallback. */
export function operatorsFor(type: ValueType, { field, operator }: ConditionRow): Operator[] {
  const isPath = field.includes(".") && !field.endsWith(")");
  const own = BY_TYPE[type].filter((one) => isPath || (one !== "exists" && one !== "missing"));
  return own.includes(operator) ? own : [...own, operator];
}
