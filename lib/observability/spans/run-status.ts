const TERMINAL: ReadonlySet<string> = new Set(["succeeded", "failed", "cancelled", "dead-lettered"]);

/** Whether a run in this status is over. The end of a trace is the end of its run, never of a span. */
export const isTerminal = (status: string): boolean => TERMINAL.has(status);

/** Later statuses never give way to earlier ones that arrive late. */
export const statusRank = (status: string): number => (isTerminal(status) ? 2 : status === "queued" ? 0 : 1);
