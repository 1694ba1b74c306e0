import type { EditorStores } from "@/components/harness/editor/editor-context";
import { moveInside } from "@/lib/harness/canvas/move-inside";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftEdge } from "@/lib/harness/graph/draft";

type Stores = Pick<EditorStores, "store" | "view">;

/**
 * Moves nodes into a container, or out of all (null), as one edit, and says so: which lines went, or why it cannot be.
 * `onCanvas`: where they were dropped.
 */
export function moveNodes(
  { store, view }: Stores,
  ids: Iterable<string>,
  parent: string | null,
  onCanvas?: Draft["at"],
): boolean {
  const { draft, run } = store.getState();
  const moved = moveInside(draft, ids, parent, onCanvas);
  if (!moved.ok) {
    store.setState({ refusal: moved.refusal });
    return false;
  }
  if (!run(moved.command)) return false;
  const label = nodeIndex(draft).get(parent ?? "")?.label;
  const words = label === undefined ? "Moved out" : `Moved into “${label}”`;
  const lost = moved.lost.length > 0 ? lostWords(draft, moved.lost) : null;
  view.setState({ announcement: lost ? `${words}. ${lost}` : words, notice: lost && `${words}. ${lost}` });
  return true;
}

const MAX_NAMED = 3;

/** Names the lines that went, so that they can be drawn again or brought back. */
function lostWords(draft: Draft, lost: readonly DraftEdge[]): string {
  const index = nodeIndex(draft);
  const label = (id: string) => index.get(id)?.label ?? "";
  const named = lost.slice(0, MAX_NAMED).map(({ from, to }) => `${label(from.node)} → ${label(to.node)}`);
  const more = lost.length > MAX_NAMED ? ` and ${lost.length - MAX_NAMED} more` : "";
  return `${lost.length === 1 ? "This line crossed the border and is" : "These lines crossed the border and are"} gone: ${named.join(", ")}${more}. Undo brings ${lost.length === 1 ? "it" : "them"} back.`;
}
