import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

/** The maps whose items a test can choose from at a step, outermost first; the last one may be the step itself. */
export function mapsAround(draft: Pick<Draft, "nodes">, node: DraftNode): DraftNode[] {
  return [node, ...containersOf(draft, node)].filter((one) => one.kind === "map").reverse();
}
