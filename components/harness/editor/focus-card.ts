import type { ReactFlowInstance } from "reactflow";

const MARGIN_PX = { top: 70, right: 380, bottom: 90, left: 220 };
const FRAMES = 12;

/** Brings a card into what the panels leave free, and gives it the focus when `focus` is true. Waits until it is drawn. */
export function focusCard(flow: ReactFlowInstance, id: string, focus: boolean, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const node = flow.getInternalNode(id);
    if (!node) return frames > 0 ? focusCard(flow, id, focus, frames - 1) : undefined;
    const { x, y } = node.internals.positionAbsolute;
    const zoom = flow.getZoom();
    const width = node.measured.width ?? 0;
    const height = node.measured.height ?? 0;
    const at = flow.flowToScreenPosition({ x, y });
    const isSeen =
      at.x > MARGIN_PX.left &&
      at.y > MARGIN_PX.top + 48 &&
      at.x + width * zoom < window.innerWidth - MARGIN_PX.right &&
      at.y + height * zoom < window.innerHeight - MARGIN_PX.bottom;
    if (!isSeen)
      void flow.setCenter(x + width / 2 + 80 / zoom, y + height / 2, { zoom: Math.max(zoom, 0.6), duration: 150 });
    if (focus) focusElement(id, FRAMES);
  });
}

function focusElement(id: string, frames: number): void {
  const element = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
  if (element) element.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusElement(id, frames - 1));
}
