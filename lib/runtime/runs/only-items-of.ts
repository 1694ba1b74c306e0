import type { RunGraph } from "@/lib/runtime/runs/run-graph";

type Node = Pick<RunGraph["nodes"][number], "id" | "label" | "parent" | "onlyItem">;

/** The maps of a run that took one item only, outermost first; `index` counts from 0. */
export function onlyItemsOf(nodes: readonly Node[]): { label: string; index: number }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depthOf = ({ parent }: Node): number => {
    const around = parent === null ? undefined : byId.get(parent);
    return around ? 1 + depthOf(around) : 0;
  };
  return nodes
    .flatMap((node) => (node.onlyItem === null ? [] : [{ node, index: node.onlyItem }]))
    .sort((one, other) => depthOf(one.node) - depthOf(other.node))
    .map(({ node, index }) => ({ label: node.label, index }));
}
