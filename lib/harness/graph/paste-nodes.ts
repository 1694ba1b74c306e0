import { z } from "zod";
import type { Command } from "@/lib/harness/graph/command";
import { type Draft, DraftEdge, DraftNode, Place } from "@/lib/harness/graph/draft";
import { rewriteExpressions } from "@/lib/harness/graph/expressions-of";
import { rewriteRefs } from "@/lib/harness/graph/rewrite-refs";
import { freeKey, newGraphId } from "@/lib/harness/nodes/new-node";
import { readWorkflow } from "@/lib/harness/workflow-files/read-workflow";
import { isTooDeep, jsonHazard } from "@/lib/platform/http/json-hazard";
import { NodeId } from "@/lib/release/binding";
import { renameSteps } from "@/lib/release/expressions/rename-steps";

const SHIFT_PX = 32;
const Fragment = z.strictObject({
  format: z.literal("slipway/fragment@1"),
  nodes: z.array(DraftNode).min(1).max(200),
  edges: z.array(DraftEdge).max(1_000),
  at: z.record(NodeId, Place),
});

/** Nodes as they are on the clipboard. */
export type Fragment = z.infer<typeof Fragment>;

/** The command that pastes a clipboard text with new ids and keys, or null when the text is no fragment of ours. */
export function pasteNodes(draft: Draft, text: string): Extract<Command, { kind: "add-nodes" }> | null {
  const fragment = readFragment(text);
  if (!fragment) return null;
  const ids = new Map(fragment.nodes.map((node) => [node.id, newGraphId("n")]));
  const keys = new Map<string, string>();
  for (const node of fragment.nodes) keys.set(node.key, freeKey(draft, node.key, new Set(keys.values())));
  const idOf = (id: string) => ids.get(id) ?? id;
  return {
    kind: "add-nodes",
    nodes: fragment.nodes.map((node) => {
      return DraftNode.parse({
        ...rewired(node, ids, keys),
        id: idOf(node.id),
        key: keys.get(node.key),
        parent: node.parent && ids.has(node.parent) ? idOf(node.parent) : null,
      });
    }),
    edges: fragment.edges.map((edge) => ({
      id: newGraphId("e"),
      from: { ...edge.from, node: idOf(edge.from.node) },
      to: { ...edge.to, node: idOf(edge.to.node) },
    })),
    at: Object.fromEntries(
      Object.entries(fragment.at).map(([id, place]) => [
        idOf(id),
        { ...place, x: place.x + SHIFT_PX, y: place.y + SHIFT_PX },
      ]),
    ),
  };
}

const MAX_TEXT = 1_000_000;

/** A fragment of ours, or the nodes of an exported workflow. Hostile or huge texts are none. */
function readFragment(text: string): Fragment | null {
  if (text.length > MAX_TEXT || !text.includes("slipway/") || isTooDeep(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (jsonHazard(value)) return null;
    const fragment = Fragment.safeParse(value).data;
    if (fragment) return fragment;
    const file = readWorkflow(value);
    if (!file.ok) return null;
    const { nodes, edges, at } = file.draft;
    return Fragment.safeParse({ format: "slipway/fragment@1", nodes, edges, at }).data ?? null;
  } catch {
    return null;
  }
}

/** References inside the fragment follow their nodes; those to nodes that were not copied stay as they are. */
function rewired(node: DraftNode, ids: ReadonlyMap<string, string>, keys: ReadonlyMap<string, string>): DraftNode {
  const renamed = rewriteExpressions(node, ({ language, source }) => renameSteps(language, source, keys));
  return rewriteRefs(renamed, (ref) => ({ ...ref, from: ids.get(ref.from) ?? ref.from }));
}
