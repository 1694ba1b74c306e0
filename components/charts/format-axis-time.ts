const DAY_MS = 86_400_000;

/** A tick of a time axis in the person's zone: clock time when the axis spans up to two days, else the day. */
export function formatAxisTime(atMs: number, spanMs: number): string {
  const date = new Date(atMs);
  return spanMs <= 2 * DAY_MS
    ? date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", hour12: false })
    : date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}
