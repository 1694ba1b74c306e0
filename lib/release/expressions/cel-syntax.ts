import { type ASTNode, Environment, type ParseResult } from "@marcbachmann/cel-js";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import { SCOPE_NAMES } from "@/lib/release/expressions/expression-scope";
import { walkCel } from "@/lib/release/expressions/walk-cel";

const LIMITS = { maxAstNodes: 400, maxDepth: 24, maxListElements: 64, maxMapEntries: 64, maxCallArguments: 8 };
const MAX_SOURCE = 4_000;
const MAX_NESTED_MACROS = 2;
export const MACROS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** CEL with every limit and the variables of an expression, but without functions of ours: enough to read, not to compute. */
export function celEnvironment(): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: LIMITS,
  });
  for (const name of SCOPE_NAMES) environment.registerVariable(name, "dyn");
  return environment;
}

const readOnly = celEnvironment();

/** The syntax tree of the expression as it is written: positions are offsets into `source`. */
export const celTree = (source: string): ASTNode => parseInspected(readOnly, source).ast;

/** Parses with the guards that do not depend on functions: size, no backtracking `matches`, at most two nested macros. */
export function parseInspected(environment: Environment, source: string): ParseResult {
  if (source.length > MAX_SOURCE)
    throw new ExpressionError(source.slice(0, 100), `The expression is longer than ${MAX_SOURCE} characters.`);
  if (source.trim() === "") throw new ExpressionError(source, "The expression is empty.", 0);
  const parsed = guarded(source, () => environment.parse(source));
  inspect(source, parsed.ast);
  return parsed;
}

/** Runs `work`, turning the library's errors into ours. */
export function guarded<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toExpressionError(source, error);
  }
}

export function toExpressionError(source: string, error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  const message = error instanceof Error ? error.message.split("\n")[0]?.trim() : String(error);
  const node = typeof error === "object" && error !== null && "range" in error ? error.range : null;
  const position =
    typeof node === "object" && node !== null && "start" in node && typeof node.start === "number" ? node.start : null;
  return new ExpressionError(
    source,
    `${message ?? "The expression cannot be read"}.`,
    position,
    suggestionFor(message ?? ""),
  );
}

function suggestionFor(message: string): string | null {
  if (/Unknown variable/.test(message)) return `Start with one of: ${SCOPE_NAMES.join(", ")}.`;
  if (/No such key/.test(message)) return "The field is not always there: write .?field.orValue(…) or has(…).";
  if (/no such overload/.test(message))
    return "The two sides have different types: compare a text with a text, a number with a number.";
  return null;
}

function inspect(source: string, ast: ASTNode): void {
  walkCel(ast, (node, parents) => {
    const name = node.op === "call" || node.op === "rcall" ? node.args[0] : null;
    if (name === "matches")
      throw new ExpressionError(source, "matches() can hang on hostile text.", node.start, "Use regex(text, pattern).");
    if (!(node.op === "rcall" && MACROS.has(node.args[0]))) return;
    const outer = parents.filter((parent) => parent.op === "rcall" && MACROS.has(parent.args[0])).length;
    if (outer >= MAX_NESTED_MACROS)
      throw new ExpressionError(
        source,
        `At most ${MAX_NESTED_MACROS} of map, filter, all and exists can be nested.`,
        node.start,
      );
  });
}
