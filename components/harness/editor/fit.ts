import type { FitViewOptions } from "reactflow";

export const FIT_MIN_ZOOM = 0.1;
export const FIT_MAX_ZOOM = 1;
/** What the panels leave free. */
export const FREE_OF_PANELS = { top: "64px", right: "384px", bottom: "80px", left: "216px" } as const;

/** Fits what is drawn into what the panels leave free. */
export const FIT: FitViewOptions = { padding: FREE_OF_PANELS, maxZoom: FIT_MAX_ZOOM };

export const FIT_SLOWLY: FitViewOptions = { ...FIT, duration: 150 };
