import type { ASTNode, Environment, ParseResult } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { celEnvironment, guarded, parseInspected } from "@/lib/release/expressions/cel-syntax";
import { meterCel, spendWork } from "@/lib/release/expressions/meter-cel";
import { walkCel } from "@/lib/release/expressions/walk-cel";

const MAX_PATTERN = 200;
const MAX_TEXT = 100_000;
const CACHE_SIZE = 500;
/** Steps of work for each character that a pattern is matched with, and for reading a pattern. */
const PATTERN_STEPS = 16;
const COMPILE_STEPS = 10_000;

function makeEnvironment(): Environment {
  const environment = celEnvironment();
  environment.registerFunction("regex(string, string): bool", (text: string, pattern: string) => {
    if (pattern.length > MAX_PATTERN || text.length > MAX_TEXT)
      throw new Error(`regex() takes patterns up to ${MAX_PATTERN} and texts up to ${MAX_TEXT} characters.`);
    spendWork(text.length * PATTERN_STEPS);
    return compiled(pattern).matcher(text).find();
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
const patterns = new Map<string, RE2JS>();
const environment = makeEnvironment();
const cache = new Map<string, ParseResult>();

function compiled(pattern: string): RE2JS {
  const known = patterns.get(pattern);
  if (known) return known;
  spendWork(COMPILE_STEPS);
  const made = RE2JS.compile(pattern);
  if (patterns.size >= CACHE_SIZE) patterns.clear();
  patterns.set(pattern, made);
  return made;
}

/** Parses CEL with every guard: size, depth, no backtracking `matches`, at most two nested macros, numbers as doubles. */
export function parseCel(source: string): ParseResult {
  const known = cache.get(source);
  if (known) return known;
  const parsed = parseInspected(environment, source);
  const widened = widenIntegers(source, parsed.ast);
  const result = widened === source ? parsed : guarded(source, () => environment.parse(widened));
  if (cache.size >= CACHE_SIZE) cache.clear();
  meterCel(result.ast);
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
