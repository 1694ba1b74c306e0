import type { Node, XYPosition } from "reactflow";
import type { EditorStores } from "@/components/harness/editor/editor-context";
import { type PointerLike, pointOf } from "@/components/harness/editor/use-connecting";
import type { Drop } from "@/components/harness/editor/view-store";
import { refusalInside } from "@/lib/harness/canvas/container-places";
import { type DropFrame, dropContainer, dropFrames, groupHeldAt, heldAt } from "@/lib/harness/canvas/drop-frames";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft } from "@/lib/harness/graph/draft";

type Drag = { ids: ReadonlySet<string>; frames: readonly DropFrame[]; known: Map<string | null, Drop | null> };

/**
 * While cards are dragged: which container takes them when they are dropped now. Where the containers are is looked up
 * once, as the draft does not change meanwhile.
 */
export function dropHandlers({ store, view }: EditorStores, toCanvas: (point: XYPosition) => XYPosition) {
  let drag: Drag | null = null;
  const step = (event: PointerLike, held: Node | undefined, nodes: readonly Node[]) => {
    const { draft } = store.getState();
    drag ??= begin(draft, nodes);
    if (!held || drag.frames.length === 0) return;
    const [id = ""] = membersOf(draft, held.id);
    const card =
      held.id === id ? heldAt(draft, id, held.position) : groupHeldAt(draft, id, held.position, sizeOf(held));
    const into = card ? dropContainer(drag.frames, toCanvas(pointOf(event)), card) : parentOf(draft, id);
    const drop = dropOf(draft, drag, id, into);
    if (view.getState().drop !== drop) view.setState({ drop });
  };
  const start = () => {
    drag = null;
    view.setState({ isDragging: true, drop: null });
  };
  const stop = () => {
    drag = null;
    view.setState({ isDragging: false, drop: null });
  };
  return {
    onNodeDragStart: start,
    onNodeDrag: (event: PointerLike, node: Node, nodes: Node[]) => step(event, node, nodes),
    onNodeDragStop: stop,
    onSelectionDragStart: start,
    onSelectionDrag: (event: PointerLike, nodes: Node[]) => step(event, nodes[0], nodes),
    onSelectionDragStop: stop,
  };
}

const begin = (draft: Draft, nodes: readonly Node[]): Drag => {
  const ids = new Set(nodes.flatMap((node) => membersOf(draft, node.id)));
  return { ids, frames: dropFrames(draft, ids), known: new Map() };
};

/** A dragged group stands for the nodes in it. */
const membersOf = (draft: Draft, id: string): readonly string[] =>
  id.startsWith("n_") ? [id] : (draft.groups.find((group) => group.id === id)?.nodes ?? []);

const sizeOf = ({ width, height }: Node) => ({ w: width ?? 0, h: height ?? 0 });

const parentOf = (draft: Draft, id: string): string | null => nodeIndex(draft).get(id)?.parent ?? null;

/** The same object for the same container, so that only a change of it is drawn. */
function dropOf(draft: Draft, { ids, known }: Drag, id: string, into: string | null): Drop | null {
  const before = known.get(into);
  if (before !== undefined) return before;
  const from = parentOf(draft, id);
  const drop = from === into ? null : { from, into, refusal: refusalInside(draft, ids, into) };
  known.set(into, drop);
  return drop;
}
