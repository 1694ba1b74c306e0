const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30],
  ["month", 12],
  ["year", Number.POSITIVE_INFINITY],
];

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** Words for the distance from `nowMs` to `atMs` (both milliseconds since the epoch): "4 min. ago", "in 3 days", "now". */
export function formatRelative(atMs: number, nowMs: number): string {
  let amount = (atMs - nowMs) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return words.format(Math.trunc(amount), unit);
    amount /= size;
  }
  return words.format(Math.trunc(amount), "year");
}
