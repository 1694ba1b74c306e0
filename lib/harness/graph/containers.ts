import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { isContainerKind } from "@/lib/release/node-config";

export const BODY = "body";
export const MAX_DEPTH = 4;

export const isContainer = ({ kind }: Pick<DraftNode, "kind">): boolean => isContainerKind(kind);

/** Whether a line from there is the way into the body of a container. A branch may have a case that is called so too. */
export const leadsInside = (from: Pick<DraftNode, "kind">, port: string): boolean => port === BODY && isContainer(from);

/** The containers around a node, nearest first; stops at a circle. */
export function containersOf(draft: Pick<Draft, "nodes">, node: DraftNode): DraftNode[] {
  if (node.parent === null) return [];
  const byId = nodeIndex(draft);
  const around: DraftNode[] = [];
  for (let one = node.parent ? byId.get(node.parent) : undefined; one && !around.includes(one); ) {
    around.push(one);
    one = one.parent ? byId.get(one.parent) : undefined;
  }
  return around;
}
