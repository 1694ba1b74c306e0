import { guarded, toExpressionError } from "@/lib/release/expressions/cel-syntax";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { parseCel } from "@/lib/release/expressions/parse-cel";
import type { Json } from "@/lib/release/json-schema";

const MAX_LIST = 1_000;

/** The value of a CEL expression. Integers come back as numbers; infinite numbers and functions are errors. */
export function evaluateCel(source: string, scope: ExpressionScope): Json {
  const parsed = parseCel(source);
  return guarded(source, () =>
    toJson(
      source,
      parsed({
        ...scope,
        item: scope.item ?? null,
        index: scope.index ?? null,
        iter: scope.iter ?? null,
        vars: scope.vars ?? {},
      }),
    ),
  );
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

function toJson(source: string, value: unknown): Json {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" && !Number.isFinite(value))
    throw new ExpressionError(source, "The result is not a finite number.", null, "Check for a division by zero.");
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return value;
  if (Array.isArray(value)) {
    if (value.length > MAX_LIST) throw new ExpressionError(source, `The result has more than ${MAX_LIST} items.`);
    return value.map((item) => toJson(source, item));
  }
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, member]) => [String(key), toJson(source, member)]));
  if (typeof value === "object" && value?.constructor === Object)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(source, member)]));
  throw new ExpressionError(
    source,
    "The result is not a JSON value.",
    null,
    "If it is optional, end with .orValue(…).",
  );
}
