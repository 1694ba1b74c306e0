import { lastTick, nextTicks } from "@/lib/release/triggers/next-ticks";

export type ScheduleConfig = {
  cron: string;
  zone: string;
  overlap: "skip" | "queue" | "cancel-previous";
  catchUp: "none" | "last";
};
export type DueSchedule = {
  config: ScheduleConfig;
  /** The time that has come. */
  dueMs: number;
  /** Whether the run of an earlier time is not over. */
  isBusy: boolean;
  /** Whether it has waited for that run already: then it is late, and not missed. */
  hasWaited: boolean;
};

/** What becomes of a time that has come. `nextMs` is null when no further time is named. */
export type TickDecision =
  | { kind: "start"; dueMs: number; cancelsPrevious: boolean; missedBefore: boolean; nextMs: number | null }
  | { kind: "skip" | "miss"; dueMs: number; nextMs: number | null }
  /** It stays due and is looked at again. */
  | { kind: "wait" };

/** A time is missed when nobody looked at it for so long: no worker ran, or the schedule's run was still busy. */
const GRACE_MS = 60_000;

/** Decides about one time of one schedule. Times between it and now are never made up for, except the last one. */
export function decideTick({ config, dueMs, isBusy, hasWaited }: DueSchedule, nowMs: number): TickDecision {
  const nextMs = nextTicks(config, nowMs, 1)[0] ?? null;
  const last = Math.max(dueMs, lastTick(config, nowMs) ?? dueMs);
  if (isBusy && config.overlap === "queue") return { kind: "wait" };
  const isLate = !hasWaited && nowMs - dueMs > GRACE_MS;
  if (isLate && config.catchUp === "none" && nowMs - last > GRACE_MS) return { kind: "miss", dueMs, nextMs };
  if (isBusy && config.overlap === "skip") return { kind: "skip", dueMs: last, nextMs };
  return { kind: "start", dueMs: last, cancelsPrevious: isBusy, missedBefore: last > dueMs, nextMs };
}
