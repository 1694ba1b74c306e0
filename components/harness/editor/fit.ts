import type { FitViewOptions } from "reactflow";

/** Fits what is drawn into what the panels leave free. */
export const FIT: FitViewOptions = {
  padding: { top: "64px", right: "384px", bottom: "80px", left: "216px" },
  maxZoom: 1,
};
