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

/** Why times cannot be used, in words, and which of the two it is about; null when they can. */
export function timesProblem({ cron, zone }: CronTimes): { field: keyof CronTimes; message: string } | null {
  if (!isTimeZone(zone))
    return { field: "zone", message: "This is no time zone. Take one such as Europe/Vienna or UTC." };
  try {
    if (cronOf({ cron, zone }).nextRun() !== null) return null;
    return { field: "cron", message: "This names no time at all." };
  } catch {
    return { field: "cron", message: "A schedule is five fields: minute, hour, day, month, weekday." };
  }
}

function isTimeZone(zone: string): boolean {
  try {
    return zone !== "" && new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const cronOf = ({ cron, zone }: CronTimes): Cron => new Cron(cron, { timezone: zone, mode: "5-part", paused: true });
