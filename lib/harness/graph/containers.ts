import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

/** Kinds that hold other nodes: inside, lines start at the exit `body` and come back to this entry. */
const RETURNS: Readonly<Record<string, string>> = { map: "collect", loop: "next" };
export const BODY = "body";
export const MAX_DEPTH = 4;

export const isContainer = ({ kind }: Pick<DraftNode, "kind">): boolean => Object.hasOwn(RETURNS, kind);

/** The entry of a container to which the steps inside lead, or null for other nodes. */
export const returnPortOf = ({ kind }: Pick<DraftNode, "kind">): string | null => RETURNS[kind] ?? null;

/** Whether a line runs inside a container from or to the container itself. */
export const isInnerLine = (from: DraftNode, to: DraftNode, port: { from: string; to: string }): boolean =>
  (isContainer(from) && port.from === BODY) || returnPortOf(to) === port.to;

/** The containers around a node, nearest first; stops at a circle. */
export function containersOf(draft: Pick<Draft, "nodes">, node: DraftNode): DraftNode[] {
  const byId = new Map(draft.nodes.map((one) => [one.id, one]));
  const around: DraftNode[] = [];
  for (let one = node.parent ? byId.get(node.parent) : undefined; one && !around.includes(one); ) {
    around.push(one);
    one = one.parent ? byId.get(one.parent) : undefined;
  }
  return around;
}
