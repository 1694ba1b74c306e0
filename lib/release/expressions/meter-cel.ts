import type { ASTNode } from "@marcbachmann/cel-js";
import { MACROS } from "@/lib/release/expressions/cel-syntax";
import { walkCel } from "@/lib/release/expressions/walk-cel";

/** A step is some 20 ns: reading a name or comparing two numbers. All together stay well under a second. */
const MAX_STEPS = 10_000_000;
const MAX_RANGE = 1_000;
const MAX_JOINED = 10_000;
const TOO_MUCH = "The expression does too much work for one step. Give it less to read, or split it over a map step.";
/** Steps for each character that a function reads or writes; 1/16 for the others. */
const RATES: Readonly<Record<string, number>> = {
  ...{ size: 1 / 4, split: 1, "+": 1, bytes: 1, string: 1, hex: 1, base64: 1, json: 1 },
  ...{ "==": 1 / 512, "!=": 1 / 512, in: 1 / 512, "<": 1 / 512, "<=": 1 / 512, ">": 1 / 512, ">=": 1 / 512 },
};
const FREE = new Set(["has", "type", "dyn", "value", "hasValue", "or", "orValue", "of", "none", "bind", "startsWith"]);
/** These look at a list or an object as a whole, not at what is in it. */
const SHALLOW = new Set(["size", "+"]);
/** Steps for each character of a second text, over the first of them: searching can take its length times the other's. */
const SECOND: Readonly<Record<string, { free: number; rate: number }>> = {
  contains: { free: 1_000, rate: 100 },
  indexOf: { free: 1_000, rate: 100 },
  split: { free: 1_000, rate: 100 },
  lastIndexOf: { free: 8, rate: 25_000 },
  join: { free: 10, rate: 10_000 },
};
const TIME_ZONE_STEPS = 6_000;

const state: { left: number; refusal: string | null } = { left: MAX_STEPS, refusal: null };
/** One for all: making an error costs more than a step, and a macro goes on after an error in its body. */
const STOP = new Error("stopped");

/** Begins to count anew, and says afterwards why the expression was stopped, if it was. Some operators swallow errors. */
export function countWork(): { refusal: () => string | null } {
  state.left = MAX_STEPS;
  state.refusal = null;
  return { refusal: () => state.refusal };
}

export function spendWork(steps: number): void {
  state.left -= steps;
  if (state.left < 0) refuse(TOO_MUCH);
}

function refuse(sentence: string): never {
  state.refusal ??= sentence;
  throw STOP;
}

type Evaluate = (this: ASTNode, evaluator: unknown, node: unknown, context: unknown) => unknown;

/** Makes each part of a parsed expression count what it does. The library has no limit of its own on that. */
export function meterCel(ast: ASTNode): void {
  walkCel(ast, (node, parents) => {
    const charge = chargeFor(node, parents.at(-1));
    const own = stepsOf(node);
    let inner: Evaluate = Reflect.get(node, "evaluate");
    const evaluate: Evaluate = (evaluator, self, context) => {
      if (state.refusal !== null) throw STOP;
      spendWork(own);
      const value = inner.call(node, evaluator, self, context);
      charge?.(value);
      return value;
    };
    // The library puts the function of the node's operator here when it is first evaluated.
    Object.defineProperty(node, "evaluate", { get: () => evaluate, set: (next: Evaluate) => (inner = next) });
  });
}

const nameOf = (node: ASTNode): string => (node.op === "call" || node.op === "rcall" ? node.args[0] : node.op);

function stepsOf(node: ASTNode): number {
  const isZoned = node.op === "rcall" && node.args[0].startsWith("get") && node.args[2].length > 0;
  return isZoned ? TIME_ZONE_STEPS : node.op === "call" || node.op === "rcall" ? 5 : 1;
}

type Charge = (value: unknown) => void;

/** What a value costs the operation that it goes into. */
function chargeFor(node: ASTNode, parent: ASTNode | undefined): Charge | null {
  if (!parent) return null;
  const name = nameOf(parent);
  if (parent.op === "rcall" && parent.args[1] !== node) return MACROS.has(name) ? null : chargeArgument(name);
  if (parent.op === "rcall" && MACROS.has(name)) return chargeRange;
  if (parent.op === "rcall" && name === "join") return chargeJoined;
  return chargeOperand(name, parent.op === "rcall" || parent.op === "call");
}

function chargeArgument(name: string): Charge | null {
  const second = SECOND[name];
  if (!second) return chargeOperand(name, true);
  return (value) => {
    if (typeof value === "string") spendWork(Math.max(0, value.length - second.free) * second.rate);
  };
}

function chargeOperand(name: string, isCall: boolean): Charge | null {
  const rate = RATES[name] ?? (isCall ? 1 / 16 : 0);
  return rate === 0 || FREE.has(name) ? null : (value) => weigh(value, rate, !SHALLOW.has(name));
}

function chargeJoined(value: unknown): void {
  if (Array.isArray(value) && value.length > MAX_JOINED)
    refuse(`join() takes lists of up to ${MAX_JOINED.toLocaleString("en")} items.`);
  weigh(value, 1, true);
}

function chargeRange(value: unknown): void {
  const count = Array.isArray(value)
    ? value.length
    : typeof value === "object" && value
      ? Object.keys(value).length
      : 0;
  if (count > MAX_RANGE)
    refuse(`map, filter, all and exists go over at most ${MAX_RANGE} items; here are ${count}. Use a map step.`);
}

function weigh(value: unknown, rate: number, isDeep: boolean): void {
  if (typeof value === "string" || value instanceof Uint8Array) spendWork(value.length * rate);
  else if (typeof value === "object" && value !== null) {
    const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
    spendWork(inner.length);
    if (isDeep) for (const one of inner) weigh(one, rate, true);
  }
}
