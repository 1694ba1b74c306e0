import { Cron } from "croner";

const MAX_TICKS = 20;

/** Five fields; `zone` is an IANA time zone. */
export type CronTimes = { cron: string; zone: string };

/**
 * The next times after `afterMs` that a cron expression names, at most 20, in epoch milliseconds. A time that the clock
 * jumps over in spring comes when the jump is over; one that comes twice in autumn is taken the first time, unless the
 * hours are a list of all. None for an expression that names no time, such as the 31st of February.
 */
export function nextTicks({ cron, zone }: CronTimes, afterMs: number, count: number): number[] {
  const times = cronOf({ cron, zone }).nextRuns(Math.min(count, MAX_TICKS), new Date(afterMs));
  return times.map((time) => time.getTime());
}

/** The last time at or before `atMs`, or null. */
export function lastTick(times: CronTimes, atMs: number): number | null {
  return (
    cronOf(times)
      .previousRuns(1, new Date(atMs + 1))[0]
      ?.getTime() ?? null
  );
}

/** Why an expression or a zone cannot be used, in words, or null. */
export function cronProblem(times: CronTimes): string | null {
  try {
    return cronOf(times).nextRun() === null ? "This names no time at all." : null;
  } catch {
    return "A schedule is five fields (minute hour day month weekday) and a time zone such as Europe/Vienna.";
  }
}

const cronOf = ({ cron, zone }: CronTimes): Cron => new Cron(cron, { timezone: zone, mode: "5-part", paused: true });
