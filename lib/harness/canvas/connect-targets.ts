import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { portsOf } from "@/lib/harness/nodes/ports-of";

type End = { node: string; port: string };
/** Where a line that is being drawn may end: by node, null when it may, or why not in a sentence. */
export type ConnectTargets = ReadonlyMap<string, string | null>;

/** The nodes that a line from an exit (or, backwards, to an entry) may be drawn to, and why not to the others. */
export function connectTargets(draft: Draft, end: End, direction: "from" | "to"): ConnectTargets {
  return new Map(
    draft.nodes
      .filter((node) => node.kind !== "note")
      .map((node) => [
        node.id,
        direction === "from" ? refusalOfEntry(draft, end, node) : refusalOfExit(draft, end, node),
      ]),
  );
}

const probe = (from: End, to: End): DraftEdge => ({ id: "e_0000000000", from, to });

function refusalOfEntry(draft: Draft, from: End, to: DraftNode): string | null {
  const entries = portsOf(to).in;
  if (entries.length === 0) return `Nothing can lead into "${to.label}".`;
  const refusals = entries.map((port) => refusalOfEdge(draft, probe(from, { node: to.id, port })));
  return refusals.includes(null) ? null : (refusals[0] ?? null);
}

function refusalOfExit(draft: Draft, to: End, from: DraftNode): string | null {
  const exits = portsOf(from).out;
  if (exits.length === 0) return `"${from.label}" leads nowhere.`;
  const refusals = exits.map((port) => refusalOfEdge(draft, probe({ node: from.id, port: port.id }, to)));
  return refusals.includes(null) ? null : (refusals[0] ?? null);
}

/** The entry that a line between two nodes ends at: the inner one when it goes from inside a container to the container. */
export function entryFor(draft: Draft, from: End, to: string): string {
  const index = nodeIndex(draft);
  const target = index.get(to);
  const isInside = index.get(from.node)?.parent === to;
  const inner = isInside && target ? portsOf(target).in.find((port) => port !== "in") : undefined;
  return inner ?? "in";
}
