import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

const FIELDS = ["name", "inputs", "outputs", "state", "context", "models", "limits", "edges", "at", "groups"] as const;

/** What a later draft has that an earlier one has not. `order`: the ids of all nodes, when nodes came, went or changed places. */
export type DraftNews = { fields: Partial<Draft>; nodes: readonly DraftNode[]; order: readonly string[] | null };

/**
 * Fields and single nodes that are another object in the later draft. To hand the whole draft to a worker would take the
 * screen's time, and the copy would have no node of which the worker remembers what it found out.
 */
export function newsOf(before: Draft, draft: Draft): DraftNews {
  const known = nodeIndex(before);
  const { nodes } = draft;
  const fields: Partial<Draft> = {};
  for (const name of FIELDS) putField(fields, name, before, draft);
  const isSameOrder = nodes.length === before.nodes.length && nodes.every(({ id }, at) => id === before.nodes[at]?.id);
  return {
    fields,
    nodes: nodes.filter((node) => known.get(node.id) !== node),
    order: isSameOrder ? null : nodes.map(({ id }) => id),
  };
}

function putField<Name extends keyof Draft>(fields: Partial<Draft>, name: Name, before: Draft, draft: Draft): void {
  if (draft[name] !== before[name]) fields[name] = draft[name];
}

/** The later draft; a node or a field that has not changed is the object that it was. */
export function withNews(before: Draft, { fields, nodes, order }: DraftNews): Draft {
  if (nodes.length === 0 && !order) return { ...before, ...fields };
  const known = nodeIndex(before);
  const changed = new Map(nodes.map((node) => [node.id, node]));
  const ids = order ?? before.nodes.map(({ id }) => id);
  return { ...before, ...fields, nodes: ids.flatMap((id) => changed.get(id) ?? known.get(id) ?? []) };
}
