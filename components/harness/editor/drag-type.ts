/** What a dragged palette entry carries: the kind of node. */
export const DRAG_TYPE = "application/x-slipway-node";
