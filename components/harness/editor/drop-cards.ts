import type { EditorStores } from "@/components/harness/editor/editor-context";
import { shiftedInside } from "@/lib/harness/canvas/free-place";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { placeOnCanvas } from "@/lib/harness/canvas/place-on-canvas";
import type { Draft } from "@/lib/harness/graph/draft";

/** Comes behind the canvas; what is dropped before it is here is moved when it has come. */
export const loadMoves = () => import("@/components/harness/editor/move-nodes");
type Places = Draft["at"];

/** Ends a drag as one edit: the cards move, or go into the container that they are dropped on, or out of the one they left. */
export function dropCards(stores: EditorStores, at: Places): void {
  const { store, view } = stores;
  const { draft, run } = store.getState();
  const { drop } = view.getState();
  view.setState({ drop: null });
  if (!drop) run({ kind: "move", at: keptInside(draft, at) });
  else if (drop.refusal === null)
    void loadMoves().then(({ moveNodes }) => moveNodes(stores, Object.keys(at), drop.into, onCanvas(draft, at)));
  else store.setState({ refusal: drop.refusal });
}

function onCanvas(draft: Draft, at: Places): Places {
  const index = nodeIndex(draft);
  return Object.fromEntries(
    Object.entries(at).map(([id, place]) => {
      const parent = index.get(id)?.parent;
      const { x, y } = parent ? placeOnCanvas(draft, parent) : { x: 0, y: 0 };
      return [id, { ...place, x: place.x + x, y: place.y + y }];
    }),
  );
}

/** A frame grows to the right and downwards; over its left edge or its head nothing is dropped. */
function keptInside(draft: Draft, at: Places): Places {
  const index = nodeIndex(draft);
  const inside = Object.entries(at).filter(([id]) => (index.get(id)?.parent ?? null) !== null);
  return inside.length === 0 ? at : { ...at, ...shiftedInside(Object.fromEntries(inside)) };
}
