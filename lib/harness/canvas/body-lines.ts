import { isContainer } from "@/lib/harness/canvas/card-size";
import { edgeIndex, nodeIndex } from "@/lib/harness/canvas/node-index";
import { BODY } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { INNER_END, isContainerKind, isInnerEnd } from "@/lib/release/node-config";

/** The entry by which the body of a container ends. */
export const innerEndOf = ({ kind }: Pick<DraftNode, "kind">): string =>
  isContainerKind(kind) ? INNER_END[kind] : "in";

/** The lines by which the body of a container begins and ends. */
export function bodyEnds(draft: Pick<Draft, "edges">, container: string): { starts: DraftEdge[]; ends: DraftEdge[] } {
  const edges = edgeIndex(draft).get(container) ?? [];
  return {
    starts: edges.filter(({ from }) => from.node === container && from.port === BODY),
    ends: edges.filter(({ to }) => to.node === container && isInnerEnd(to.port)),
  };
}

/** A line with a new id, for asking and for drawing. */
export const lineOf = (from: string, port: string, to: string, entry = "in"): DraftEdge => ({
  id: newGraphId("e"),
  from: { node: from, port },
  to: { node: to, port: entry },
});

/**
 * The lines that make what was just put into a container its body, while nothing else is: its beginning leads to the one
 * step that nothing leads to, and the one plain exit that leads nowhere leads to its end. None where that is not clear.
 */
export function bodyLines(draft: Draft, containerId: string, ids: ReadonlySet<string>): DraftEdge[] {
  const container = nodeIndex(draft).get(containerId);
  if (!container || !isContainer(container.kind)) return [];
  const { starts, ends } = bodyEnds(draft, containerId);
  if (starts.length > 0) return [];
  const edges = edgeIndex(draft);
  const own = draft.nodes.filter((node) => ids.has(node.id) && node.parent === containerId);
  const entered = own.filter(
    (node) => portsOf(node).in.includes("in") && !edges.get(node.id)?.some(({ to }) => isOuter(to, node.id)),
  );
  const left = own.filter(
    (node) => portsOf(node).out.length > 0 && !edges.get(node.id)?.some(({ from }) => isOuter(from, node.id)),
  );
  const [first, ...otherFirst] = entered;
  const [last, ...otherLast] = left;
  if (!first || otherFirst.length > 0) return [];
  const begin = lineOf(containerId, BODY, first.id);
  const isPlain = last && otherLast.length === 0 && ends.length === 0 && portsOf(last).out[0]?.id === "out";
  const lines = isPlain ? [begin, lineOf(last.id, "out", containerId, innerEndOf(container))] : [begin];
  return lines.filter((line) => refusalOfEdge(draft, line) === null);
}

/** An end of a line at the node itself, not at the body inside of it. */
const isOuter = (end: DraftEdge["from"], id: string): boolean =>
  end.node === id && end.port !== BODY && !isInnerEnd(end.port);
