import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Draft } from "@/lib/harness/graph/draft";

/** The draft with a place for each step that has none, as in a file that somebody wrote; the others keep theirs. */
export function withPlaces(draft: Draft): Draft {
  const missing = new Set(draft.nodes.flatMap((node) => (draft.at[node.id] ? [] : [node.id])));
  return missing.size === 0 ? draft : { ...draft, at: { ...draft.at, ...targetedLayout(draft, missing) } };
}
