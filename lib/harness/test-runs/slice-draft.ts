import { branchOf } from "@/lib/harness/canvas/branch-of";
import { withInside } from "@/lib/harness/canvas/inside-of";
import { edgeIndex, nodeIndex } from "@/lib/harness/canvas/node-index";
import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { mapsAround } from "@/lib/harness/test-runs/maps-around";

/**
 * Which part of a draft a test runs: everything that leads to a step, or a step and everything after it. `items`: the one
 * item, counted from 0, that each map around the step runs, outermost first; the step itself may be the last of them.
 */
export type Part = { mode: "to" | "from"; nodeId: string; items?: readonly number[] };
/** The one item that a map runs. */
export type OnlyItem = { map: string; index: number };
export type Slice =
  | {
      ok: true;
      draft: Draft;
      /** Steps that only give their output. */
      ancestors: ReadonlySet<string>;
      only: OnlyItem[];
    }
  | { ok: false; refusal: string };

/**
 * The part of a draft that a test runs: other steps and their lines are gone. A step inside of a map is run for one item;
 * from it means from the map around it. Steps inside of loops are refused.
 */
export function sliceDraft(draft: Draft, { mode, nodeId, items = [] }: Part): Slice {
  const node = nodeIndex(draft).get(nodeId);
  if (!node) return { ok: false, refusal: "The step is not there any more." };
  const refusal = refusalOf(draft, node, items);
  if (refusal) return { ok: false, refusal };
  const maps = mapsAround(draft, node);
  const around = containersOf(draft, node);
  const target = mode === "from" ? (around.at(-1) ?? node) : node;
  const before = stepsBefore(draft, target);
  if (!triggerAmong(draft, before)) return { ok: false, refusal: `Nothing leads to "${node.label}" from a trigger.` };
  const after = mode === "from" ? branchOf(draft, [target.id]) : new Set<string>();
  const kept = new Set([...before, ...after]);
  const insideToo = withInside(
    draft,
    around.map((one) => one.id),
  );
  const isKept = (edge: DraftEdge) =>
    kept.has(edge.from.node) &&
    kept.has(edge.to.node) &&
    !(mode === "to" && edge.from.node === target.id && !isInner(draft, edge, target.id));
  return {
    ok: true,
    draft: { ...draft, nodes: draft.nodes.filter((one) => kept.has(one.id)), edges: draft.edges.filter(isKept) },
    ancestors: new Set([...before].filter((id) => id !== target.id && !after.has(id) && !insideToo.has(id))),
    only: items.flatMap((index, at) => ({ map: maps[at]?.id ?? "", index })),
  };
}

function refusalOf(draft: Draft, node: DraftNode, items: readonly number[]): string | null {
  if (node.kind === "note" || node.kind === "placeholder") return `"${node.label}" is never run.`;
  const around = containersOf(draft, node);
  const loop = around.find((one) => one.kind === "loop");
  if (loop) return `"${node.label}" runs in rounds of the loop "${loop.label}". Run to or from the loop.`;
  const maps = mapsAround(draft, node).length;
  if (items.length > maps)
    return maps === 0
      ? `"${node.label}" is in no map, so it has no items.`
      : `"${node.label}" is in ${maps === 1 ? "one map" : `${maps} maps`}, and items of ${items.length} are asked for.`;
  return items.length === 0 && around.length > 0
    ? `"${node.label}" runs for each item of a map. Choose an item, or run to or from the map around it.`
    : null;
}

/** A step, what leads to it, and the containers around it with only what leads to it inside. */
function stepsBefore(draft: Draft, node: DraftNode): Set<string> {
  const around = containersOf(draft, node).map((one) => one.id);
  const found = new Set<string>();
  const stack = [node.id, ...around];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const edge of edgeIndex(draft).get(id) ?? [])
      if (edge.to.node === id && nodeIndex(draft).get(edge.from.node)?.parent !== id) stack.push(edge.from.node);
  }
  const whole = [...found].filter((id) => !around.includes(id));
  return new Set([...around, ...withInside(draft, whole)]);
}

const triggerAmong = (draft: Draft, ids: ReadonlySet<string>): DraftNode | undefined =>
  draft.nodes.find((node) => node.kind.startsWith("trigger.") && ids.has(node.id));

const isInner = (draft: Draft, edge: DraftEdge, containerId: string) =>
  nodeIndex(draft).get(edge.to.node)?.parent === containerId;
