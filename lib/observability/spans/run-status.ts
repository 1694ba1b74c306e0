import { isTerminal } from "@/lib/release/run-status";

/** Later statuses never give way to earlier ones that arrive late. */
export const statusRank = (status: string): number => (isTerminal(status) ? 2 : status === "queued" ? 0 : 1);

/** How long the end of a run may take to reach its trace; the sink needs a tenth of a second. */
export const TRACE_GRACE_MS = 30_000;
