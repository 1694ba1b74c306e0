/** `parked`: waits for something outside, holds no worker, and is woken by what it waits for (`ParkedReason`). */
export const RUN_STATUSES = [
  "queued",
  "running",
  "parked",
  "succeeded",
  "failed",
  "cancelled",
  "dead-lettered",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

const TERMINAL: ReadonlySet<string> = new Set<RunStatus>(["succeeded", "failed", "cancelled", "dead-lettered"]);

/** Whether a run is over. Takes a status as it came over the wire, too. */
export const isTerminal = (status: string): boolean => TERMINAL.has(status);
