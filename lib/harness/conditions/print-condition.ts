import { type Condition, type ConditionGroup, type ConditionRow, isGroup } from "@/lib/harness/conditions/condition";
import type { Json } from "@/lib/release/json-schema";

/** The CEL of a condition. */
export function printCondition({ match, rows }: Condition): string {
  if (rows.length === 0) return match === "all" ? "true" : "false";
  return rows.map((row) => (isGroup(row) ? printGroup(row, rows.length > 1) : printRow(row))).join(joint(match));
}

const joint = (match: Condition["match"]) => (match === "all" ? " && " : " || ");

function printGroup({ match, rows }: ConditionGroup, isAmongOthers: boolean): string {
  const text = rows.map(printRow).join(joint(match));
  return rows.length > 1 && isAmongOthers ? `(${text})` : text;
}

function printRow({ field, operator, value }: ConditionRow): string {
  const literal = printLiteral(value);
  switch (operator) {
    case "in":
      return `${field} in ${literal}`;
    case "not-in":
      return `!(${field} in ${literal})`;
    case "contains":
      return `${field}.contains(${literal})`;
    case "not-contains":
      return `!${field}.contains(${literal})`;
    case "starts-with":
      return `${field}.startsWith(${literal})`;
    case "ends-with":
      return `${field}.endsWith(${literal})`;
    case "regex":
      return `regex(${field}, ${literal})`;
    case "is-true":
      return field;
    case "is-false":
      return `!${field}`;
    case "is-null":
      return `${field} == null`;
    case "not-null":
      return `${field} != null`;
    case "exists":
      return `has(${field})`;
    case "missing":
      return `!has(${field})`;
    case "empty":
      return `size(${field}) == 0`;
    case "not-empty":
      return `size(${field}) > 0`;
    default:
      return `${field} ${operator} ${literal}`;
  }
}

/** A JSON value as CEL writes it. A number that needs an exponent is written out as far as it goes. */
function printLiteral(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(printLiteral).join(", ")}]`;
  return JSON.stringify(value);
}
