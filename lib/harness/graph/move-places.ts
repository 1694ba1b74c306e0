import type { Draft, Place } from "@/lib/harness/graph/draft";

/** New places for nodes that are there; those of other nodes are left out. */
export function movePlaces(draft: Draft, at: Readonly<Record<string, Place>>): Draft {
  const ids = new Set(draft.nodes.map((node) => node.id));
  return { ...draft, at: { ...draft.at, ...Object.fromEntries(Object.entries(at).filter(([id]) => ids.has(id))) } };
}
