import type { FitViewOptions, Viewport } from "reactflow";

/** Fits what is drawn into what the panels leave free. */
export const FIT: FitViewOptions = {
  padding: { top: "64px", right: "384px", bottom: "80px", left: "216px" },
  maxZoom: 1,
};

export const FIT_SLOWLY: FitViewOptions = { ...FIT, duration: 150 };

/** Where an empty canvas stands: its first node comes to the middle of what the panels leave free. */
export const EMPTY_VIEW: Viewport = { x: 400, y: 96, zoom: 1 };
