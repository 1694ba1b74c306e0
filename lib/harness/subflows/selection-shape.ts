import { withInside } from "@/lib/harness/canvas/inside-of";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";

type End = DraftEdge["from"];
/** How a part of a draft hangs together with the rest. */
export type SelectionShape = {
  /** The part, with everything that is inside of containers. */
  inside: ReadonlySet<string>;
  /** The steps of the part that stand in the same container, or at the top. */
  top: readonly DraftNode[];
  parent: string | null;
  /** Exits outside that lead in; each leads to all of `entries`. */
  sources: readonly End[];
  entries: readonly string[];
  /** Exits of the part that lead out; each leads to all of `targets`. */
  exits: readonly End[];
  targets: readonly End[];
};

/** The shape of a selection, or why it cannot stand alone, in a sentence. Notes stay where they are. */
export function selectionShape(draft: Draft, selection: ReadonlySet<string>): SelectionShape | string {
  const chosen = draft.nodes.filter((node) => selection.has(node.id) && node.kind !== "note");
  const inside = withInside(
    draft,
    chosen.map((node) => node.id),
  );
  const top = chosen.filter((node) => node.parent === null || !inside.has(node.parent));
  const [first] = top;
  if (!first) return "Select the steps that are to become a harness of their own.";
  if (top.some((node) => node.parent !== first.parent)) return "Select steps of the same container, or of none.";
  const incoming = draft.edges.filter((edge) => inside.has(edge.to.node) && !inside.has(edge.from.node));
  const outgoing = draft.edges.filter((edge) => inside.has(edge.from.node) && !inside.has(edge.to.node));
  const way = wayIn(draft, incoming);
  if (typeof way === "string") return way;
  const out = wayOut(draft, outgoing);
  if (typeof out === "string") return out;
  const shape = { inside, top, parent: first.parent, ...way, ...out };
  return refusalOfPaths(draft, shape) ?? shape;
}

const keyOf = ({ node, port }: End) => `${node} ${port}`;
const distinct = (ends: readonly End[]): End[] => [...new Map(ends.map((end) => [keyOf(end), end])).values()];

/** Whether each of the ends on one side has a line to each of those on the other. */
const isComplete = (edges: readonly DraftEdge[], from: readonly End[], to: readonly End[]) =>
  edges.length === from.length * to.length;

function wayIn(draft: Draft, edges: readonly DraftEdge[]): Pick<SelectionShape, "sources" | "entries"> | string {
  const [sources, targets] = [distinct(edges.map((edge) => edge.from)), distinct(edges.map((edge) => edge.to))];
  if (edges.length === 0) return "Nothing leads into the selection, so it would never run.";
  if (!isComplete(edges, sources, targets))
    return "The selection is entered at several places from different steps. Select a part with one way in.";
  const join = kindAmong(draft, targets, "join");
  if (join)
    return `"${join.label}" waits for lines from outside of the selection. Leave it out, or select where they start.`;
  return { sources, entries: targets.map((end) => end.node) };
}

function wayOut(draft: Draft, edges: readonly DraftEdge[]): Pick<SelectionShape, "exits" | "targets"> | string {
  const [exits, targets] = [distinct(edges.map((edge) => edge.from)), distinct(edges.map((edge) => edge.to))];
  if (edges.length === 0) return "Nothing leads out of the selection. Select a part that something comes after.";
  if (!isComplete(edges, exits, targets))
    return "The selection is left to different steps by different exits. Select a part with one way out.";
  const join = kindAmong(draft, targets, "join");
  if (join)
    return `"${join.label}" collects what the selected steps give. Select it too, or leave out what leads to it.`;
  const inner = targets.find((end) => end.port !== "in");
  if (inner) return "What the last selected step gives is collected by the container around it. Leave that step out.";
  return { exits, targets };
}

const kindAmong = (draft: Draft, ends: readonly End[], kind: DraftNode["kind"]): DraftNode | undefined =>
  draft.nodes.find((node) => node.kind === kind && ends.some((end) => end.node === node.id));

/** Every selected step is reached from the way in, and no path leaves the selection and comes back. */
function refusalOfPaths(
  draft: Draft,
  { inside, top, parent, entries, sources, targets }: SelectionShape,
): string | null {
  const reached = reach(draft, entries, (id) => inside.has(id));
  const lost = top.find((node) => !reached.has(node.id));
  if (lost) return `"${lost.label}" is not connected with the other selected steps.`;
  const after = reach(
    draft,
    targets.map((end) => end.node),
    (id) => !inside.has(id) && id !== parent,
  );
  const back = sources.some((end) => after.has(end.node));
  return back ? "A path leaves the selection and comes back to it. Select what lies between, too." : null;
}

function reach(draft: Draft, from: readonly string[], isWithin: (id: string) => boolean): Set<string> {
  const found = new Set(from);
  for (const id of found)
    for (const edge of draft.edges) if (edge.from.node === id && isWithin(edge.to.node)) found.add(edge.to.node);
  return found;
}
