/** How a segment ended: the run is finished, it waits without a worker, another worker has it, or it was given back. */
export type SegmentOutcome = "finished" | "parked" | "fenced" | "released";
