import { bodyEnds, bodyLines, lineOf } from "@/lib/harness/canvas/body-lines";
import { isContainer } from "@/lib/harness/canvas/card-size";
import { mayBeInside } from "@/lib/harness/canvas/container-places";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { readingOrder } from "@/lib/harness/canvas/reading-order";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Command } from "@/lib/harness/graph/command";
import { leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { isInnerEnd } from "@/lib/release/node-config";

/** The container that a step which is added behind a selected node goes into: the selected one itself. */
export function containerFor(draft: Draft, kind: DraftNode["kind"], after: string | undefined): DraftNode | null {
  const node = nodeIndex(draft).get(after ?? "");
  return node && isContainer(node.kind) && mayBeInside({ kind }) && kind !== "note" ? node : null;
}

/**
 * The edit that adds a step to the end of the body that `after` is or is in: what led to the end of the body leads to the
 * step, and the step leads to the end. Null where the step does not come before the end of a body.
 */
export function appendInside(draft: Draft, node: DraftNode, after: string): Command | null {
  const lines = linesFor(draft, node, after);
  if (!lines) return null;
  const { gone, edges } = lines;
  const next = {
    ...draft,
    nodes: [...draft.nodes, node],
    edges: [...draft.edges.filter((edge) => edge !== gone), ...edges],
  };
  const at = targetedLayout(next, new Set([node.id]));
  return {
    kind: "batch",
    commands: [
      ...(gone ? [{ kind: "remove" as const, nodes: [], edges: [gone.id] }] : []),
      { kind: "add-nodes", nodes: [node], edges, at },
    ],
  };
}

type Lines = { gone: DraftEdge | null; edges: DraftEdge[] };

function linesFor(draft: Draft, node: DraftNode, after: string): Lines | null {
  const target = nodeIndex(draft).get(after);
  if (!target) return null;
  if (target.id !== node.parent) {
    const end = onlyEndOf(draft, target);
    return end && between(draft, end, node);
  }
  const { starts, ends } = bodyEnds(draft, target.id);
  const next = { ...draft, nodes: [...draft.nodes, node] };
  if (starts.length === 0) return { gone: null, edges: bodyLines(next, target.id, new Set([node.id])) };
  const [end, ...others] = ends;
  if (end && others.length === 0) return between(draft, end, node);
  const last = end ? null : lastFree(draft, target.id);
  const line = last && lineOf(last, "out", node.id);
  return { gone: null, edges: line && refusalOfEdge(next, line) === null ? [line] : [] };
}

/** The line by which a step ends a body, when it is the only one of its main exit. */
function onlyEndOf(draft: Draft, step: DraftNode): DraftEdge | null {
  const exit = portsOf(step).out[0]?.id;
  const [line, ...others] = draft.edges.filter(({ from }) => from.node === step.id && from.port === exit);
  return line && others.length === 0 && isInnerEnd(line.to.port) ? line : null;
}

/** A step without exits, or one that nothing can lead to, does not go between. */
function between(draft: Draft, end: DraftEdge, node: DraftNode): Lines | null {
  const exit = portsOf(node).out.find(({ id }) => !leadsInside(node, id))?.id;
  if (exit === undefined || !portsOf(node).in.includes("in")) return null;
  const edges = [lineOf(end.from.node, end.from.port, node.id), lineOf(node.id, exit, end.to.node, end.to.port)];
  const next = { ...draft, nodes: [...draft.nodes, node], edges: draft.edges.filter((edge) => edge !== end) };
  return edges.every((edge) => refusalOfEdge(next, edge) === null) ? { gone: end, edges } : null;
}

/** The last step of a body, in the order of a run, whose plain exit leads nowhere. */
function lastFree(draft: Draft, container: string): string | null {
  const used = new Set(draft.edges.flatMap(({ from }) => (from.port === "out" ? [from.node] : [])));
  const free = readingOrder(draft).filter(
    (node) => node.parent === container && !used.has(node.id) && portsOf(node).out[0]?.id === "out",
  );
  return free.at(-1)?.id ?? null;
}
