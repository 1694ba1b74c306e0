import type { Node, NodePositionChange } from "reactflow";
import { DragAligner } from "@/components/harness/editor/drag-aligner";
import { dropCards } from "@/components/harness/editor/drop-cards";
import type { EditorStores } from "@/components/harness/editor/editor-context";
import { groupMoves } from "@/components/harness/editor/group-moves";

type Places = Readonly<Record<string, { x: number; y: number }>>;
const NOWHERE: Places = {};

/** Where that is which is dragged right now. The draft has it where it was taken, until it is dropped. */
export class CanvasDrags {
  #places = NOWHERE;
  #aligner: DragAligner | null = null;

  constructor(private readonly stores: EditorStores) {}

  /** Takes a step of a drag. What is dropped is one edit of the draft. */
  move(moves: readonly NodePositionChange[]): void {
    const { store, view } = this.stores;
    this.#aligner ??= new DragAligner(store.getState().draft);
    const { places, guides } = this.#aligner.align(
      Object.fromEntries(moves.flatMap(({ id, position }) => (position ? [[id, position]] : []))),
    );
    const next = { ...this.#places, ...places };
    if (moves.every((move) => move.dragging)) {
      this.#places = next;
      if (guides.length > 0 || view.getState().guides.length > 0) view.setState({ guides });
      return;
    }
    this.#places = NOWHERE;
    this.#aligner = null;
    view.setState({ guides: [] });
    if (Object.keys(next).length > 0) dropCards(this.stores, groupMoves(store.getState().draft, next));
  }

  /** The nodes with what is dragged at its place. Always another list: React Flow looks at a list only once. */
  placed(nodes: readonly Node[]): Node[] {
    return nodes.map((node) => {
      const position = this.#places[node.id];
      return position ? { ...node, position, dragging: true } : node;
    });
  }
}
