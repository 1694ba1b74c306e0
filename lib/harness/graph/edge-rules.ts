import { leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { isInnerEnd } from "@/lib/release/node-config";

/**
 * Why an edge may not be drawn, in a sentence, or null when it may. Who asks about many edges out of one node gives
 * `before`, the `nodesBefore` of that node: to find them takes a walk over the draft.
 */
export function refusalOfEdge(draft: Draft, edge: DraftEdge, before?: ReadonlySet<string>): string | null {
  const from = draft.nodes.find((node) => node.id === edge.from.node);
  const to = draft.nodes.find((node) => node.id === edge.to.node);
  if (!from || !to) return "One end of the connection is not there any more.";
  const local = refusalOfLine(from, to, edge);
  if (local) return local;
  if (draft.edges.some((other) => other.id === edge.id)) return "A connection with this id is there already.";
  if (isDouble(draft, edge)) return "These two are connected already.";
  return !isInner(from, edge) && (before ?? nodesBefore(draft, from.id)).has(to.id) ? CIRCLE : null;
}

const CIRCLE = "That would be a circle. Use a loop to repeat.";
/** A line into or out of a body: it repeats on purpose. */
const isInner = (from: DraftNode | undefined, edge: DraftEdge) =>
  (from !== undefined && leadsInside(from, edge.from.port)) || isInnerEnd(edge.to.port);

/** What the two ends themselves have against a line between them, in a sentence, or null. */
function refusalOfLine(from: DraftNode, to: DraftNode, edge: DraftEdge): string | null {
  if (from.id === to.id && !isInnerEnd(edge.to.port)) return "A step cannot lead to itself. Use a loop to repeat.";
  if (!portsOf(from).out.some((port) => port.id === edge.from.port))
    return `"${from.label}" has no exit "${edge.from.port}".`;
  if (!portsOf(to).in.includes(edge.to.port)) return `Nothing can lead into "${to.label}" there.`;
  return refusalOfScope(from, to, edge);
}

/** Why the lines of a document may not be drawn as they are, or null. In linear time, for documents from outside. */
export function linesProblem(draft: Draft): string | null {
  const byId = new Map(draft.nodes.map((node) => [node.id, node]));
  const ends = new Set<string>();
  for (const edge of draft.edges) {
    const line = `${edge.from.node} ${edge.from.port} ${edge.to.node} ${edge.to.port}`;
    const problem = lineProblem(byId, edge, ends.has(line) ? "These two are connected twice." : null);
    if (problem) return problem;
    ends.add(line);
  }
  return hasCircle(draft) ? "Some connections make a circle. Use a loop to repeat." : null;
}

/** Why a line that stays may not lead from or to a node that is not as it was, in a sentence, or null. */
export function brokenLine(before: Draft, after: Draft): string | null {
  const known = new Set(before.nodes);
  const changed = new Set(after.nodes.flatMap((node) => (known.has(node) ? [] : [node.id])));
  if (changed.size === 0) return null;
  const byId = new Map(after.nodes.map((node) => [node.id, node]));
  for (const edge of after.edges) {
    const isTouched = changed.has(edge.from.node) || changed.has(edge.to.node);
    const problem = isTouched ? lineProblem(byId, edge, null) : null;
    if (problem) return problem;
  }
  return null;
}

function lineProblem(byId: ReadonlyMap<string, DraftNode>, edge: DraftEdge, other: string | null): string | null {
  const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)];
  if (!from || !to) return "One end of a connection is not there.";
  const refusal = refusalOfLine(from, to, edge) ?? other;
  return refusal && `From "${from.label}" to "${to.label}": ${refusal}`;
}

/** Takes away nodes that nothing leads to until none is left (Kahn 1962); what stays is on a circle or behind one. */
function hasCircle(draft: Draft): boolean {
  const next = targetsOf(draft);
  const waiting = new Map(draft.nodes.map((node) => [node.id, 0]));
  for (const target of [...next.values()].flat()) waiting.set(target, (waiting.get(target) ?? 0) + 1);
  const free = [...waiting].flatMap(([id, count]) => (count === 0 ? [id] : []));
  let taken = 0;
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    taken += 1;
    for (const target of next.get(id) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) free.push(target);
    }
  }
  return taken < draft.nodes.length;
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
  if (leadsInside(from, edge.from.port))
    return to.parent === from.id ? null : `The body of a ${name} leads only to steps inside of it.`;
  if (isInnerEnd(edge.to.port)) {
    if (from.parent === to.id) return null;
    return to.kind === "loop"
      ? "Only steps inside the loop lead to its next round."
      : "Only steps inside the map lead to where it collects.";
  }
  return from.parent === to.parent ? null : "A step inside a map or loop cannot be connected with one outside.";
}

/** A node and everything that leads to it, however far away. */
export function nodesBefore(draft: Draft, id: string): ReadonlySet<string> {
  const sources = new Map<string, string[]>();
  for (const [source, targets] of targetsOf(draft))
    for (const target of targets) sources.set(target, [...(sources.get(target) ?? []), source]);
  const seen = new Set<string>();
  const stack = [id];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (!seen.has(next)) stack.push(...(sources.get(next) ?? []));
    seen.add(next);
  }
  return seen;
}

/** Where lines lead, by node; those into and out of a body repeat on purpose and do not count. */
function targetsOf(draft: Draft): Map<string, string[]> {
  const next = new Map<string, string[]>();
  const byId = new Map(draft.nodes.map((node) => [node.id, node]));
  for (const edge of draft.edges) {
    if (isInner(byId.get(edge.from.node), edge)) continue;
    const targets = next.get(edge.from.node);
    if (targets) targets.push(edge.to.node);
    else next.set(edge.from.node, [edge.to.node]);
  }
  return next;
}
