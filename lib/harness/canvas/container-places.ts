import { isContainer } from "@/lib/harness/canvas/card-size";
import { withInside } from "@/lib/harness/canvas/inside-of";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { readingOrder } from "@/lib/harness/canvas/reading-order";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { nestingProblem } from "@/lib/harness/graph/structure-problem";

/** A place that nodes may be moved to: a map or a loop, or outside of all of them (null); why they cannot be there. */
export type ContainerPlace = { id: string | null; label: string; kind: string; refusal: string | null };

/** Steps that begin or end a run stand outside of maps and loops. */
export const mayBeInside = ({ kind }: Pick<DraftNode, "kind">): boolean =>
  kind !== "end" && !kind.startsWith("trigger.");

/** Why nodes cannot be moved into a container (null: outside of all), in a sentence, or null when they can. */
export function refusalInside(draft: Draft, ids: ReadonlySet<string>, parent: string | null): string | null {
  if (parent === null) return null;
  const ending = draft.nodes.find((node) => ids.has(node.id) && node.kind === "end");
  if (ending) return `"${ending.label}" ends the run, so it cannot be inside a map or loop.`;
  const nodes = draft.nodes.map((node) => (ids.has(node.id) ? { ...node, parent } : node));
  const changed = withInside({ nodes }, ids);
  return nestingProblem(
    { ...draft, nodes },
    nodes.filter((node) => changed.has(node.id)),
  );
}

/** Where nodes may be moved: out of everything first, then each container in the order of a run. Not where they all are. */
export function containerPlaces(draft: Draft, ids: ReadonlySet<string>): ContainerPlace[] {
  const index = nodeIndex(draft);
  const parents = new Set([...ids].map((id) => index.get(id)?.parent ?? null));
  const outside: ContainerPlace = { id: null, label: "Outside of maps and loops", kind: "", refusal: null };
  const containers = readingOrder(draft)
    .filter((node) => isContainer(node.kind) && !ids.has(node.id))
    .map(({ id, label, kind }) => ({ id, label, kind, refusal: refusalInside(draft, ids, id) }));
  return [outside, ...containers].filter(({ id }) => parents.size > 1 || !parents.has(id));
}
