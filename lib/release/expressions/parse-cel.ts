import type { ASTNode, Environment, ParseResult } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { celEnvironment, guarded, parseInspected } from "@/lib/release/expressions/cel-syntax";
import { walkCel } from "@/lib/release/expressions/walk-cel";

const MAX_PATTERN = 200;
const MAX_TEXT = 100_000;
const CACHE_SIZE = 500;

function makeEnvironment(): Environment {
  const environment = celEnvironment();
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
  const parsed = parseInspected(environment, source);
  const widened = widenIntegers(source, parsed.ast);
  const result = widened === source ? parsed : guarded(source, () => environment.parse(widened));
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(source, result);
  return result;
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
