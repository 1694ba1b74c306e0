import type { ASTNode } from "@marcbachmann/cel-js";
import {
  type Condition,
  type ConditionGroup,
  type ConditionRow,
  isGroup,
  type Operator,
} from "@/lib/harness/conditions/condition";
import { printCondition } from "@/lib/harness/conditions/print-condition";
import { celTree } from "@/lib/release/expressions/cel-syntax";
import type { Json } from "@/lib/release/json-schema";

/**
 * The rows of a CEL condition, or null for one that rows cannot show. What is read prints as an expression with the same
 * syntax tree, so that nothing of it is lost.
 */
export function readCondition(source: string): Condition | null {
  try {
    if (hasComment(source)) return null;
    const tree = celTree(source);
    const condition = conditionOf(tree, source);
    return condition && shapeOf(celTree(printCondition(condition))) === shapeOf(tree) ? condition : null;
  } catch {
    return null;
  }
}

/** Comments are not in the syntax tree. A text with slashes in it is none. */
const hasComment = (source: string): boolean =>
  source.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "").includes("//");

function conditionOf(tree: ASTNode, source: string): Condition | null {
  if (tree.op === "value" && typeof tree.args === "boolean") return { match: tree.args ? "all" : "any", rows: [] };
  const match = tree.op === "||" ? "any" : "all";
  const rows = partsOf(tree, tree.op).map((part) => groupOf(part, source) ?? rowOf(part, source));
  return whole(rows, match);
}

function groupOf(node: ASTNode, source: string): ConditionGroup | null {
  if (node.op !== "&&" && node.op !== "||") return null;
  const rows = partsOf(node, node.op).map((part) => rowOf(part, source));
  const group = whole(rows, node.op === "||" ? "any" : "all");
  return group && { match: group.match, rows: group.rows.filter((row) => !isGroup(row)) };
}

/** All of the rows, or null when one of them cannot be read. */
function whole<T>(rows: (T | null)[], match: "all" | "any"): { match: "all" | "any"; rows: T[] } | null {
  const read = rows.filter((row) => row !== null);
  return read.length === rows.length ? { match, rows: read } : null;
}

/** `a && b && c` as its three parts. */
function partsOf(node: ASTNode, op: ASTNode["op"]): ASTNode[] {
  if ((node.op !== "&&" && node.op !== "||") || node.op !== op) return [node];
  return [...partsOf(node.args[0], op), ...partsOf(node.args[1], op)];
}

const COMPARISONS: Readonly<Record<string, Operator>> = {
  "==": "==",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  in: "in",
};
const METHODS: Readonly<Record<string, Operator>> = {
  contains: "contains",
  startsWith: "starts-with",
  endsWith: "ends-with",
};
const OPPOSITE: Partial<Record<Operator, Operator>> = {
  in: "not-in",
  contains: "not-contains",
  "is-true": "is-false",
  exists: "missing",
};

function rowOf(node: ASTNode, source: string): ConditionRow | null {
  if (node.op === "!_") return oppositeOf(rowOf(node.args, source));
  if (isRead(node)) return { field: textOf(node, source), operator: "is-true", value: null };
  if (node.op === "call") return callRow(node.args[0], node.args[1], source);
  if (node.op === "rcall") return methodRow(node, source);
  return isBinary(node) ? binaryRow(node, source) : null;
}

function oppositeOf(row: ConditionRow | null): ConditionRow | null {
  const operator = row && OPPOSITE[row.operator];
  return row && operator ? { ...row, operator } : null;
}

function methodRow({ args }: Extract<ASTNode, { op: "rcall" }>, source: string): ConditionRow | null {
  const [name, field, [value, ...more]] = args;
  const operator = METHODS[name];
  return operator && value && more.length === 0 ? rowFor(field, operator, literalOf(value), source) : null;
}

function binaryRow(node: Binary, source: string): ConditionRow | null {
  const operator = COMPARISONS[node.op];
  const [left, right] = node.args;
  return (
    sizeRow(left, node.op, right, source) ?? (operator ? comparison(left, operator, literalOf(right), source) : null)
  );
}

type Binary = Extract<ASTNode, { op: "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" }>;
const isBinary = (node: ASTNode): node is Binary => Object.hasOwn(COMPARISONS, node.op);

function callRow(name: string, args: readonly ASTNode[], source: string): ConditionRow | null {
  const [field, value, ...more] = args;
  if (!field || more.length > 0) return null;
  if (name === "has" && !value) return rowFor(field, "exists", null, source);
  return name === "regex" && value ? rowFor(field, "regex", literalOf(value), source) : null;
}

/** `size(x) == 0` and `size(x) > 0`. */
function sizeRow(left: ASTNode, op: string, right: ASTNode, source: string): ConditionRow | null {
  if (left.op !== "call" || left.args[0] !== "size" || literalOf(right) !== 0) return null;
  const [field, ...more] = left.args[1];
  if (!field || more.length > 0 || (op !== "==" && op !== ">")) return null;
  return rowFor(field, op === "==" ? "empty" : "not-empty", null, source);
}

function comparison(left: ASTNode, operator: Operator, value: Json | undefined, source: string): ConditionRow | null {
  if (value === null && (operator === "==" || operator === "!="))
    return rowFor(left, operator === "==" ? "is-null" : "not-null", null, source);
  return value === null ? null : rowFor(left, operator, value, source);
}

const rowFor = (field: ASTNode, operator: Operator, value: Json | undefined, source: string): ConditionRow | null =>
  value === undefined || !isRead(field) ? null : { field: textOf(field, source), operator, value };

const textOf = (node: ASTNode, source: string): string => source.slice(node.start, node.end);

/** A way to a value: names behind each other, optional ones too, with a literal index or a fallback at the end. */
function isRead(node: ASTNode): boolean {
  if (node.op === "id") return true;
  if (node.op === "." || node.op === ".?") return isRead(node.args[0]);
  if (node.op === "[]" || node.op === "[?]") return node.args[1].op === "value" && isRead(node.args[0]);
  if (node.op !== "rcall" || node.args[0] !== "orValue") return false;
  const [fallback, ...more] = node.args[2];
  return fallback !== undefined && more.length === 0 && literalOf(fallback) !== undefined && isRead(node.args[1]);
}

/** The JSON value of a literal; undefined for everything else. */
function literalOf(node: ASTNode): Json | undefined {
  if (node.op === "value") return jsonOf(node.args);
  if (node.op === "-_") {
    const value = literalOf(node.args);
    return typeof value === "number" ? -value : undefined;
  }
  return node.op === "list" ? listOf(node.args) : undefined;
}

function jsonOf(args: Extract<ASTNode, { op: "value" }>["args"]): Json | undefined {
  if (typeof args === "bigint") return Number.isSafeInteger(Number(args)) ? Number(args) : undefined;
  return typeof args === "object" && args !== null ? undefined : args;
}

function listOf(args: readonly ASTNode[]): Json[] | undefined {
  const items = args.map(literalOf).filter((item) => item !== undefined && !Array.isArray(item));
  return items.length === args.length ? items.flatMap((item) => (item === undefined ? [] : [item])) : undefined;
}

/** A tree as text: without positions, `a && (b && c)` as `a && b && c`, and whole numbers as the doubles that they are compared as. */
function shapeOf(node: ASTNode): string {
  if (node.op === "&&" || node.op === "||") return `${node.op}(${partsOf(node, node.op).map(shapeOf).join()})`;
  const value = literalOf(node);
  if (value !== undefined && typeof value === "number") return String(value);
  return `${node.op}(${shapeOfArguments(node.args)})`;
}

function shapeOfArguments(args: unknown): string {
  if (Array.isArray(args)) return `[${args.map(shapeOfArguments).join()}]`;
  if (isNode(args)) return shapeOf(args);
  return typeof args === "bigint" ? String(args) : JSON.stringify(args);
}

const isNode = (value: unknown): value is ASTNode => typeof value === "object" && value !== null && "op" in value;
