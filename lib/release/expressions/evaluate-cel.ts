import type { ParseResult } from "@marcbachmann/cel-js";
import { guarded, toExpressionError } from "@/lib/release/expressions/cel-syntax";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { countWork } from "@/lib/release/expressions/meter-cel";
import { parseCel } from "@/lib/release/expressions/parse-cel";
import type { Json } from "@/lib/release/json-schema";

const MAX_LIST = 1_000;
const MAX_RESULT = 10_000_000;

/**
 * The value of a CEL expression. Integers come back as numbers; infinite numbers and functions are errors, and so is
 * work without end: macros over more than 1,000 items, long texts read again and again.
 */
export function evaluateCel(source: string, scope: ExpressionScope): Json {
  const parsed = parseCel(source);
  return guarded(source, () => toJson(computed(source, parsed, scope), { source, left: MAX_RESULT }));
}

function computed(source: string, parsed: ParseResult, scope: ExpressionScope): unknown {
  const work = countWork();
  try {
    const { item = null, index = null, iter = null, vars = {} } = scope;
    const value: unknown = parsed({ ...scope, item, index, iter, vars });
    if (work.refusal() === null) return value;
  } catch (error) {
    if (work.refusal() === null) throw error;
  }
  throw new ExpressionError(source, work.refusal() ?? "");
}

/** What is wrong with an expression before it runs, or its type. `returns` demands a type, for example "bool". */
export function checkCel(
  source: string,
  returns?: "bool",
): { ok: true; type: string } | { ok: false; error: ExpressionError } {
  try {
    const result = parseCel(source).check();
    if (!result.valid) return { ok: false, error: toExpressionError(source, result.error) };
    const type = result.type ?? "dyn";
    if (returns && type !== returns && type !== "dyn")
      return {
        ok: false,
        error: new ExpressionError(source, `This gives a ${type}; a condition must give true or false.`),
      };
    return { ok: true, type };
  } catch (error) {
    return { ok: false, error: toExpressionError(source, error) };
  }
}

/** `left`: characters that the result may still have; one value in many places counts each time. */
type Result = { source: string; left: number };

function toJson(value: unknown, result: Result): Json {
  const { source } = result;
  result.left -= typeof value === "string" ? value.length : 8;
  if (result.left < 0) throw new ExpressionError(source, `The result is over ${MAX_RESULT / 1_000_000} MB.`);
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return finite(value, source);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return itemsOf(value, result);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map)
    return membersOf(
      [...value].map(([key, member]) => [String(key), member]),
      result,
    );
  if (typeof value === "object" && value?.constructor === Object) return membersOf(Object.entries(value), result);
  throw new ExpressionError(
    source,
    "The result is not a JSON value.",
    null,
    "If it is optional, end with .orValue(…).",
  );
}

function finite(value: number, source: string): number {
  if (Number.isFinite(value)) return value;
  throw new ExpressionError(source, "The result is not a finite number.", null, "Check for a division by zero.");
}

function itemsOf(values: unknown[], result: Result): Json {
  if (values.length > MAX_LIST) throw new ExpressionError(result.source, `The result has more than ${MAX_LIST} items.`);
  return values.map((item) => toJson(item, result));
}

const membersOf = (members: [string, unknown][], result: Result): Json =>
  Object.fromEntries(members.map(([key, member]) => [key, toJson(member, result)]));
