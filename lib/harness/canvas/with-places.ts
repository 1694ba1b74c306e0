import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Draft } from "@/lib/harness/graph/draft";

/**
 * The draft with a place for each step that has none, as in a file that somebody wrote; the others keep theirs. Steps that
 * are in `before` too stay as they are, placed or not: only what an edit added gets a place with it.
 */
export function withPlaces(draft: Draft, before: Pick<Draft, "nodes"> = { nodes: [] }): Draft {
  const known = nodeIndex(before);
  const missing = new Set(draft.nodes.flatMap(({ id }) => (draft.at[id] || known.has(id) ? [] : [id])));
  return missing.size === 0 ? draft : { ...draft, at: { ...draft.at, ...targetedLayout(draft, missing) } };
}
