import type { ASTNode } from "@marcbachmann/cel-js";
import { liquid } from "@/lib/release/expressions/liquid-engine";
import { parseCel } from "@/lib/release/expressions/parse-cel";
import { walkCel } from "@/lib/release/expressions/walk-cel";

/** The variable paths that a CEL expression reads, longest first by chain: `["steps","search","output","hits"]`. */
export function celReferences(source: string): string[][] {
  const found: string[][] = [];
  walkCel(parseCel(source).ast, (node, parents) => {
    const parent = parents.at(-1);
    const continues = parent !== undefined && (parent.op === "." || parent.op === ".?") && parent.args[0] === node;
    const path = continues ? null : pathOf(node);
    if (path) found.push(path);
  });
  return found;
}

function pathOf(node: ASTNode): string[] | null {
  if (node.op === "id") return [node.args];
  if (node.op !== "." && node.op !== ".?") return null;
  const below = pathOf(node.args[0]);
  return below ? [...below, node.args[1]] : null;
}

/** The variable paths that a Liquid template reads. */
export function liquidReferences(source: string): string[][] {
  return liquid.globalVariableSegmentsSync(source).map((segments) => segments.map(String));
}
