import { alignmentGuides, type Guide } from "@/lib/harness/canvas/alignment-guides";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { placeOnCanvas, type Rect, rectsOf } from "@/lib/harness/canvas/place-on-canvas";
import type { Draft } from "@/lib/harness/graph/draft";

type Places = Record<string, { x: number; y: number }>;

/** Pulls what is dragged to what stands near, within 6 px. One for each drag: the others do not move meanwhile. */
export class DragAligner {
  #others: Rect[] | null = null;

  constructor(private readonly draft: Draft) {}

  align(places: Places): { places: Places; guides: Guide[] } {
    const ids = Object.keys(places);
    const [first] = ids;
    const node = nodeIndex(this.draft).get(first ?? "");
    if (ids.length !== 1 || !first || !node || isFree()) return { places, guides: [] };
    const place = places[first];
    const size = rectsOf(this.draft, [node]).get(first);
    if (!place || !size) return { places, guides: [] };
    const shift = node.parent ? placeOnCanvas(this.draft, node.parent) : { x: 0, y: 0 };
    const { dx, dy, guides } = alignmentGuides(
      { ...size, x: place.x + shift.x, y: place.y + shift.y },
      this.#rects(first, node.parent),
    );
    return { places: { [first]: { x: place.x + dx, y: place.y + dy } }, guides };
  }

  #rects(id: string, parent: string | null): Rect[] {
    this.#others ??= [
      ...rectsOf(
        this.draft,
        this.draft.nodes.filter((one) => one.id !== id && one.parent === parent && one.kind !== "note"),
      ).values(),
    ];
    return this.#others;
  }
}

let isAltDown = false;
/** Alt holds the pull off. */
const isFree = () => isAltDown;

/** Follows the Alt key while the editor is open; returns what stops it. */
export function followAltKey(): () => void {
  const follow = (event: KeyboardEvent | MouseEvent) => {
    isAltDown = event.altKey;
  };
  window.addEventListener("keydown", follow);
  window.addEventListener("keyup", follow);
  window.addEventListener("mousemove", follow);
  return () => {
    window.removeEventListener("keydown", follow);
    window.removeEventListener("keyup", follow);
    window.removeEventListener("mousemove", follow);
  };
}
