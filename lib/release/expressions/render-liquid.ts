import { ExpressionError } from "@/lib/release/expressions/expression-error";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { SCOPE_NAMES } from "@/lib/release/expressions/expression-scope";
import { liquid } from "@/lib/release/expressions/liquid-engine";

/** The text of a template. The result is never parsed again. */
export function renderLiquid(source: string, scope: ExpressionScope | Record<string, unknown>): string {
  try {
    return String(liquid.parseAndRenderSync(source, scope));
  } catch (error) {
    throw toError(source, error);
  }
}

/** What is wrong with a template before it runs, or null. */
export function checkLiquid(source: string, names: readonly string[] = SCOPE_NAMES): ExpressionError | null {
  try {
    const unknown = liquid.globalVariablesSync(source).find((name) => !names.includes(name.split(".")[0] ?? name));
    return unknown
      ? new ExpressionError(
          source,
          `There is no variable "${unknown}".`,
          source.indexOf(unknown),
          `Start with one of: ${names.join(", ")}.`,
        )
      : null;
  } catch (error) {
    return toError(source, error);
  }
}

function toError(source: string, error: unknown): ExpressionError {
  const cause = typeof error === "object" && error !== null && "originalError" in error ? error.originalError : error;
  if (cause instanceof ExpressionError) return new ExpressionError(source, cause.message, cause.position);
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const missing = /undefined variable: (\S+?),?( line|$)/.exec(message)?.[1];
  if (missing)
    return new ExpressionError(
      source,
      `"${missing}" has no value here.`,
      source.indexOf(missing),
      'If it may be missing, add | default: "".',
    );
  return new ExpressionError(source, `${message.replace(/, line.*$/, "")}.`);
}
