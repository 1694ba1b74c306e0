import { z } from "zod";
import { bodyLines } from "@/lib/harness/canvas/body-lines";
import { mayBeInside } from "@/lib/harness/canvas/container-places";
import { cardsIn, freePlace, leastPlace } from "@/lib/harness/canvas/free-place";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { rectsOf } from "@/lib/harness/canvas/place-on-canvas";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Command } from "@/lib/harness/graph/command";
import { isContainer } from "@/lib/harness/graph/containers";
import { type Draft, DraftEdge, DraftNode, Place } from "@/lib/harness/graph/draft";
import { rewriteExpressions } from "@/lib/harness/graph/expressions-of";
import { rewriteRefs } from "@/lib/harness/graph/rewrite-refs";
import { freeKey, newGraphId } from "@/lib/harness/nodes/new-node";
import { readWorkflow } from "@/lib/harness/workflow-files/read-workflow";
import { isTooDeep, jsonHazard } from "@/lib/platform/http/json-hazard";
import { NodeId } from "@/lib/release/binding";
import { renameSteps } from "@/lib/release/expressions/rename-steps";

const SHIFT_PX = 32;
const MAX_NODES = 200;
const Fragment = z.strictObject({
  format: z.literal("slipway/fragment@1"),
  nodes: z.array(DraftNode).min(1).max(MAX_NODES),
  edges: z.array(DraftEdge).max(1_000),
  at: z.record(NodeId, Place),
});

const Head = z.object({
  format: z.enum(["slipway/fragment@1", "slipway/workflow@1"]),
  nodes: z.array(z.unknown()),
});

/** Nodes as they are on the clipboard. */
export type Fragment = z.infer<typeof Fragment>;

/**
 * The command that pastes a clipboard text with new ids and keys; null when the text is none of ours, and a sentence when
 * it is and cannot be pasted. `into`: the container that it goes into, if all of it can be inside. A copy of the container
 * itself goes beside it.
 */
export function pasteNodes(
  draft: Draft,
  text: string,
  into: string | null = null,
): Extract<Command, { kind: "add-nodes" }> | string | null {
  const fragment = readFragment(text);
  if (fragment === null || typeof fragment === "string") return fragment;
  const parent = parentOf(draft, fragment, into);
  const ids = new Map(fragment.nodes.map((node) => [node.id, newGraphId("n")]));
  const keys = new Map<string, string>();
  for (const node of fragment.nodes) keys.set(node.key, freeKey(draft, node.key, new Set(keys.values())));
  const idOf = (id: string) => ids.get(id) ?? id;
  const renamed = z.array(DraftNode).safeParse(
    fragment.nodes.map((node) => ({
      ...rewired(node, ids, keys),
      id: idOf(node.id),
      key: keys.get(node.key),
      parent: node.parent && ids.has(node.parent) ? idOf(node.parent) : parent,
    })),
  );
  if (!renamed.success) return tooLong(fragment, renamed.error);
  const nodes = renamed.data;
  const edges = fragment.edges.map((edge) => ({
    id: newGraphId("e"),
    from: { ...edge.from, node: idOf(edge.from.node) },
    to: { ...edge.to, node: idOf(edge.to.node) },
  }));
  const next = { ...draft, nodes: [...draft.nodes, ...nodes], edges: [...draft.edges, ...edges] };
  const at = placesOf(draft, fragment, parent);
  return {
    kind: "add-nodes",
    nodes,
    edges: [...edges, ...(parent ? bodyLines(next, parent, new Set(ids.values())) : [])],
    at: Object.fromEntries(Object.entries(at).map(([id, place]) => [idOf(id), place])),
  };
}

/** Under new keys a text with many reads of a step is longer than it was. */
function tooLong({ nodes }: Fragment, { issues: [issue] }: z.ZodError): string {
  const [at, ...path] = issue?.path ?? [];
  const label = nodes[Number(at)]?.label ?? "";
  return `Nothing is pasted: under its new name "${label}" would not be valid at ${path.join(".")}. Shorten the text that reads other steps and copy it again.`;
}

/** The container that a fragment goes into: none when something in it begins or ends a run. */
function parentOf(draft: Draft, { nodes }: Fragment, into: string | null): string | null {
  const container = nodeIndex(draft).get(into ?? "");
  if (!container || !isContainer(container) || !nodes.every(mayBeInside)) return null;
  return nodes.some((node) => node.id === container.id) ? container.parent : container.id;
}

/** Where the nodes of a fragment go: as they lie to each other, to the nearest place where they cover nothing. */
function placesOf(draft: Draft, { nodes, edges, at }: Fragment, parent: string | null): Record<string, Place> {
  const own = { ...draft, nodes, edges };
  const missing = new Set(nodes.flatMap((node) => (at[node.id] ? [] : [node.id])));
  const places = { ...at, ...targetedLayout({ ...own, at }, missing) };
  const ids = new Set(nodes.map((node) => node.id));
  const top = nodes.flatMap((node) => (node.parent && ids.has(node.parent) ? [] : [node.id]));
  const rects = [
    ...rectsOf(
      { nodes, at: places },
      nodes.filter((node) => top.includes(node.id)),
    ).values(),
  ];
  const [x, y] = [Math.min(...rects.map((rect) => rect.x)), Math.min(...rects.map((rect) => rect.y))];
  const w = Math.max(...rects.map((rect) => rect.x + rect.w)) - x;
  const h = Math.max(...rects.map((rect) => rect.y + rect.h)) - y;
  // Places in another container mean nothing in this one.
  const index = nodeIndex(draft);
  const isHome = parent === null || top.every((id) => index.get(id)?.parent === parent);
  const wanted = isHome ? { x: x + SHIFT_PX, y: y + SHIFT_PX, w, h } : { ...leastPlace(parent), w, h };
  const free = freePlace(wanted, cardsIn(draft, parent), leastPlace(parent));
  const isTop = new Set(top);
  return Object.fromEntries(
    Object.entries(places).map(([id, place]) => [
      id,
      isTop.has(id) ? { ...place, x: place.x + free.x - x, y: place.y + free.y - y } : place,
    ]),
  );
}

const MAX_TEXT = 1_000_000;
const OURS = /"slipway\/(fragment|workflow)@1"/;

/** A fragment of ours, or the nodes of an exported workflow. A huge text is looked at only to say so; a hostile one is none, or is told why. */
function readFragment(text: string): Fragment | string | null {
  if (!OURS.test(text)) return null;
  if (text.length > MAX_TEXT)
    return `Nothing is pasted: the text has ${(text.length / MAX_TEXT).toFixed(1)} MB, and 1 MB fits. Export it and import the file instead.`;
  if (isTooDeep(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    const hazard = jsonHazard(value);
    if (hazard) return `Nothing is pasted: ${hazard.message}`;
    const head = Head.safeParse(value).data;
    if (!head) return null;
    const { length } = head.nodes;
    if (length === 0) return head.format === "slipway/fragment@1" ? null : "Nothing is pasted: it has no steps.";
    if (length > MAX_NODES)
      return `Nothing is pasted: it has ${length} steps, and ${MAX_NODES} fit. Export it and import the file instead.`;
    return head.format === "slipway/fragment@1"
      ? (Fragment.safeParse(value).data ?? "Nothing is pasted: the copied steps cannot be read.")
      : nodesOfWorkflow(value);
  } catch {
    return null;
  }
}

function nodesOfWorkflow(value: unknown): Fragment | string {
  const file = readWorkflow(value);
  if (!file.ok) return `Nothing is pasted: ${file.problems[0]?.message ?? "the workflow cannot be read."}`;
  const { nodes, edges, at } = file.draft;
  return (
    Fragment.safeParse({ format: "slipway/fragment@1", nodes, edges, at }).data ??
    "Nothing is pasted: the workflow has too many lines."
  );
}

/** References inside the fragment follow their nodes; those to nodes that were not copied stay as they are. */
function rewired(node: DraftNode, ids: ReadonlyMap<string, string>, keys: ReadonlyMap<string, string>): DraftNode {
  const renamed = rewriteExpressions(node, ({ language, source }) => renameSteps(language, source, keys));
  return rewriteRefs(renamed, (ref) => ({ ...ref, from: ids.get(ref.from) ?? ref.from }));
}
