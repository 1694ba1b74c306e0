const STEPS: readonly [limitMs: number, unitMs: number, unit: string][] = [
  [3_600_000, 60_000, "m"],
  [86_400_000, 3_600_000, "h"],
  [30 * 86_400_000, 86_400_000, "d"],
];

/** "now", "3 m ago", "2 h ago", "5 d ago", or the date; "in 3 m" for what comes. Both arguments are epoch milliseconds. */
export function formatRelativeTime(atMs: number, nowMs: number): string {
  const distanceMs = Math.abs(nowMs - atMs);
  if (distanceMs < 45_000) return "now";
  const step = STEPS.find(([limitMs]) => distanceMs < limitMs);
  if (!step) return new Date(atMs).toISOString().slice(0, 10);
  const text = `${Math.max(1, Math.floor(distanceMs / step[1]))} ${step[2]}`;
  return atMs > nowMs ? `in ${text}` : `${text} ago`;
}
