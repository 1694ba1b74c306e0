import type { FitViewOptions } from "reactflow";

export const FIT_MIN_ZOOM = 0.1;
export const FIT_MAX_ZOOM = 1;
/** From here on the inspector is always there, and the palette has its words: as in editor.css. */
const WIDE = 1_100;
const PHONE = 640;
const GAP = 20;

/** What the panels leave free, in pixels from each side of the canvas, as the window is now. */
export function freeOfPanels() {
  const isPhone = window.innerWidth <= PHONE;
  const isWide = window.innerWidth > WIDE;
  const inspector = document.querySelector<HTMLElement>(".editor > .inspector");
  const taken = inspector ? inspector.offsetWidth : isWide ? 340 : 0;
  return {
    top: isWide ? "64px" : "104px",
    bottom: "80px",
    left: `${isPhone ? GAP : isWide ? 216 : 84}px`,
    right: `${isPhone || taken === 0 ? GAP : taken + 44}px`,
  } as const;
}

/** Fits what is drawn into what the panels leave free. */
export const fitFree = (): FitViewOptions => ({ padding: freeOfPanels(), maxZoom: FIT_MAX_ZOOM });

export const fitSlowly = (): FitViewOptions => ({ ...fitFree(), duration: 150 });
