import type { Draft } from "@/lib/harness/graph/draft";

/** Over this many nodes a whole layout takes seconds, and only what is asked for is placed. */
const MAX_WHOLE = 300;

/** Which nodes a tidy-up places: null is all of them. Who asks for everything gets it whatever is selected. */
export function layoutScope(
  draft: Pick<Draft, "nodes" | "at">,
  selection: ReadonlySet<string>,
  whole: boolean,
): ReadonlySet<string> | null {
  if (whole) return null;
  if (selection.size > 1) return selection;
  if (draft.nodes.length <= MAX_WHOLE) return null;
  return selection.size > 0 ? selection : new Set(draft.nodes.filter((node) => !draft.at[node.id]).map(({ id }) => id));
}
