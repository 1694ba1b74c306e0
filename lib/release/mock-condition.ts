import { celTree } from "@/lib/release/expressions/cel-syntax";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import { walkCel } from "@/lib/release/expressions/walk-cel";

/** The condition of a mock as an expression of CEL: its arguments are `args` there, and the `input` of an expression here. Throws what cannot be read. */
export function celOfCondition(when: string): string {
  const starts: number[] = [];
  walkCel(celTree(when), (node) => {
    if (node.op === "id" && node.args === "args") starts.push(node.start);
  });
  return starts
    .sort((one, other) => other - one)
    .reduce((text, start) => `${text.slice(0, start)}input${text.slice(start + "args".length)}`, when);
}

/** What is wrong with the condition of a mock before any call, or null. */
export function conditionProblem(when: string): string | null {
  try {
    const checked = checkCel(celOfCondition(when), "bool");
    return checked.ok ? null : checked.error.message;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
