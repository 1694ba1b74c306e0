/** Below so many items, drawing items says too little about a mean that has no upper end. */
export const LEAST_ITEMS = 5;
/** Below so many, items that all show the same say too little about how others vary. */
export const LEAST_SAME_ITEMS = 20;
