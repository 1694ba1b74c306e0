import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { isContainerKind, isInnerEnd } from "@/lib/release/node-config";

/** Why an edge may not be drawn, in a sentence, or null when it may. */
export function refusalOfEdge(draft: Draft, edge: DraftEdge): string | null {
  const from = draft.nodes.find((node) => node.id === edge.from.node);
  const to = draft.nodes.find((node) => node.id === edge.to.node);
  if (!from || !to) return "One end of the connection is not there any more.";
  if (from.id === to.id && !isInnerEnd(edge.to.port)) return "A step cannot lead to itself. Use a loop to repeat.";
  if (!portsOf(from).out.some((port) => port.id === edge.from.port))
    return `"${from.label}" has no exit "${edge.from.port}".`;
  if (!portsOf(to).in.includes(edge.to.port)) return `Nothing can lead into "${to.label}" there.`;
  if (isDouble(draft, edge)) return "These two are connected already.";
  const scope = refusalOfScope(from, to, edge);
  if (scope) return scope;
  if (!isInnerEnd(edge.to.port) && edge.from.port !== "body" && reaches(draft, to.id, from.id))
    return "That would be a circle. Use a loop to repeat.";
  return null;
}

const isDouble = (draft: Draft, edge: DraftEdge) =>
  draft.edges.some(
    (other) =>
      other.from.node === edge.from.node &&
      other.from.port === edge.from.port &&
      other.to.node === edge.to.node &&
      other.to.port === edge.to.port,
  );

/** Edges cross the border of a map or loop only at its inner ports. */
function refusalOfScope(from: DraftNode, to: DraftNode, edge: DraftEdge): string | null {
  const name = from.kind === "loop" || to.kind === "loop" ? "loop" : "map";
  if (edge.from.port === "body" && isContainerKind(from.kind))
    return to.parent === from.id ? null : `The body of a ${name} leads only to steps inside of it.`;
  if (isInnerEnd(edge.to.port)) {
    if (from.parent === to.id) return null;
    return to.kind === "loop"
      ? "Only steps inside the loop lead to its next round."
      : "Only steps inside the map lead to where it collects.";
  }
  return from.parent === to.parent ? null : "A step inside a map or loop cannot be connected with one outside.";
}

function reaches(draft: Draft, from: string, to: string): boolean {
  const seen = new Set<string>();
  const stack = [from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const edge of draft.edges)
      if (edge.from.node === id && edge.from.port !== "body" && !isInnerEnd(edge.to.port)) stack.push(edge.to.node);
  }
  return false;
}
