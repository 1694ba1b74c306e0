import { laneFor } from "@/lib/harness/canvas/edge-route";
import { groupBy } from "@/lib/harness/canvas/group-by";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { type Rect, rectsOf } from "@/lib/harness/canvas/place-on-canvas";
import { exitPlaces } from "@/lib/harness/canvas/port-places";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

const known = new WeakMap<
  Draft["at"],
  { nodes: Draft["nodes"]; edges: Draft["edges"]; lanes: ReadonlyMap<string, number> }
>();

/** The x of the long vertical of each line relative to the middle of its exit, by edge id. Recomputed when something was moved, not while it moves. */
export function edgeLanes(draft: Draft): ReadonlyMap<string, number> {
  const before = known.get(draft.at);
  if (before && before.edges === draft.edges && before.nodes === draft.nodes) return before.lanes;
  const lanes = computeLanes(draft);
  known.set(draft.at, { nodes: draft.nodes, edges: draft.edges, lanes });
  return lanes;
}

function computeLanes(draft: Draft): ReadonlyMap<string, number> {
  const index = nodeIndex(draft);
  const rects = rectsOf(draft);
  const scopes = groupBy(
    draft.nodes.filter((node) => node.kind !== "note"),
    (node) => node.parent,
  );
  const lanes = new Map<string, number>();
  for (const edge of draft.edges) {
    const [source, target] = [index.get(edge.from.node), index.get(edge.to.node)];
    if (!source || !target || source.parent !== target.parent) continue;
    const others = (scopes.get(source.parent) ?? []).filter((node) => node !== source && node !== target);
    const obstacles = others.flatMap((node) => rects.get(node.id) ?? []);
    const lane = laneOf(source, edge.from.port, rects.get(source.id), rects.get(target.id), obstacles);
    if (lane !== null) lanes.set(edge.id, lane);
  }
  return lanes;
}

function laneOf(source: DraftNode, port: string, from: Rect | undefined, to: Rect | undefined, obstacles: Rect[]) {
  if (!from || !to) return null;
  const start = { x: from.x + (exitPlaces(source, from).get(port) ?? from.w / 2), y: from.y + from.h };
  return laneFor(start, { x: to.x + to.w / 2, y: to.y }, obstacles) - start.x;
}
