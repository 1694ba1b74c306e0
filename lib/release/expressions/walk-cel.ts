import type { ASTNode } from "@marcbachmann/cel-js";

/** The expressions directly below a node of a CEL syntax tree. */
function childrenOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "list":
      return node.args;
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return [...node.args];
  }
}

/** Visits a tree top down; `visit` gets the parents, nearest last. Depth is bounded by the parser's limit. */
export function walkCel(
  node: ASTNode,
  visit: (node: ASTNode, parents: readonly ASTNode[]) => void,
  parents: readonly ASTNode[] = [],
): void {
  visit(node, parents);
  const below = [...parents, node];
  for (const child of childrenOf(node)) walkCel(child, visit, below);
}
