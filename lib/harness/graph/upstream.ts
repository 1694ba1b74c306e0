import type { Draft } from "@/lib/harness/graph/draft";
import { isInnerEnd } from "@/lib/release/node-config";

/** Keys of the steps that can have run before a node: those that lead to it, and those that lead to the maps around it. */
function upstreamKeys(draft: Draft, nodeId: string): string[] {
  const before = new Set<string>();
  const stack = [nodeId];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = draft.nodes.find((one) => one.id === id);
    for (const edge of draft.edges) {
      if (edge.to.node !== id || isInnerEnd(edge.to.port) || before.has(edge.from.node)) continue;
      if (edge.from.port !== "body") before.add(edge.from.node);
      stack.push(edge.from.node);
    }
    if (node?.parent) stack.push(node.parent);
  }
  before.delete(nodeId);
  return draft.nodes.filter((node) => before.has(node.id)).map((node) => node.key);
}

export type Variable = { path: string; hint: string };

/** What an expression of a node can use, in the order in which people look for it. */
export function variablesFor(draft: Draft, nodeId: string): Variable[] {
  const node = draft.nodes.find((one) => one.id === nodeId);
  const properties = draft.inputs.properties;
  const inputs = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  return [
    ...inputs.map((name) => ({ path: `input.${name}`, hint: "input of the run" })),
    ...(node?.parent
      ? [
          { path: "item", hint: "item of the map" },
          { path: "index", hint: "its position" },
        ]
      : []),
    ...upstreamKeys(draft, nodeId).map((key) => ({ path: `steps.${key}.output`, hint: "earlier step" })),
    ...Object.keys(draft.state).map((name) => ({ path: `state.${name}`, hint: "state" })),
    { path: "run.id", hint: "run" },
    { path: "run.environment", hint: "run" },
  ];
}
