import { type ASTNode, Environment, type ParseResult } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import { SCOPE_NAMES } from "@/lib/release/expressions/expression-scope";
import { walkCel } from "@/lib/release/expressions/walk-cel";

const LIMITS = { maxAstNodes: 400, maxDepth: 24, maxListElements: 64, maxMapEntries: 64, maxCallArguments: 8 };
const MAX_SOURCE = 4_000;
const MAX_NESTED_MACROS = 2;
const MAX_PATTERN = 200;
const MAX_TEXT = 100_000;
const CACHE_SIZE = 500;
export const MACROS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

function makeEnvironment(): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: LIMITS,
  });
  for (const name of SCOPE_NAMES) environment.registerVariable(name, "dyn");
  environment.registerFunction("regex(string, string): bool", (text: string, pattern: string) => {
    if (pattern.length > MAX_PATTERN || text.length > MAX_TEXT)
      throw new Error(`regex() takes patterns up to ${MAX_PATTERN} and texts up to ${MAX_TEXT} characters.`);
    return RE2JS.compile(pattern).matcher(text).find();
  });
  for (const [operator, compute] of Object.entries(ARITHMETIC)) {
    environment.registerOperator(`double ${operator} int`, (a: number, b: bigint) => compute(a, Number(b)));
    environment.registerOperator(`int ${operator} double`, (a: bigint, b: number) => compute(Number(a), b));
  }
  environment.registerOperator("double % double", (a: number, b: number) => a % b);
  environment.registerOperator("double == int", (a: number, b: bigint) => a === Number(b)); // the mirror and != follow
  return environment;
}
/** JSON numbers are doubles; sizes and indexes are integers. Mixed arithmetic gives a double. */
const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};
const environment = makeEnvironment();
const cache = new Map<string, ParseResult>();

/** Parses CEL with every guard: size, depth, no backtracking `matches`, at most two nested macros, numbers as doubles. */
export function parseCel(source: string): ParseResult {
  const known = cache.get(source);
  if (known) return known;
  const parsed = parseInspected(source);
  const widened = widenIntegers(source, parsed.ast);
  const result = widened === source ? parsed : guarded(source, () => environment.parse(widened));
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(source, result);
  return result;
}

/** The syntax tree of the expression as it is written: positions are offsets into `source`. */
export const celTree = (source: string): ASTNode => parseInspected(source).ast;

function parseInspected(source: string): ParseResult {
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

/** JSON numbers are doubles, and CEL has no overload of a double with an integer: `3` becomes `3.0`, but not as an index. */
function widenIntegers(source: string, ast: ASTNode): string {
  const ends: number[] = [];
  walkCel(ast, (node, parents) => {
    const parent = parents.at(-1);
    const isIndex = parent !== undefined && (parent.op === "[]" || parent.op === "[?]") && parent.args[1] === node;
    if (
      node.op === "value" &&
      typeof node.args === "bigint" &&
      !isIndex &&
      /^\d+$/.test(source.slice(node.start, node.end))
    )
      ends.push(node.end);
  });
  return ends.sort((a, b) => b - a).reduce((text, end) => `${text.slice(0, end)}.0${text.slice(end)}`, source);
}
