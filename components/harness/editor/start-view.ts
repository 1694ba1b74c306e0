import { getViewportForBounds, type Viewport } from "reactflow";
import { FIT_MAX_ZOOM, FIT_MIN_ZOOM, freeOfPanels } from "@/components/harness/editor/fit";
import { sizeOf } from "@/lib/harness/canvas/card-size";
import type { Draft } from "@/lib/harness/graph/draft";

/** Where an empty canvas stands: its first node comes to the middle of what the panels leave free. */
const EMPTY_VIEW: Viewport = { x: 400, y: 96, zoom: 1 };

/**
 * Where a canvas of `width` by `height` pixels stands at first: everything fits. Known before anything is drawn, so that
 * a large draft is drawn once, at the zoom that it is seen at.
 */
export function startView(draft: Draft, { width, height }: { width: number; height: number }): Viewport {
  const outer = draft.nodes.filter((node) => node.parent === null);
  if (outer.length === 0) return EMPTY_VIEW;
  const boxes = outer.map((node) => ({ ...(draft.at[node.id] ?? { x: 0, y: 0 }), ...sizeOf(draft, node) }));
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  const bounds = { x, y, width: right - x, height: bottom - y };
  return getViewportForBounds(bounds, width, height, FIT_MIN_ZOOM, FIT_MAX_ZOOM, freeOfPanels());
}
