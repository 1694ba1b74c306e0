/** The one look of every Recharts chart: hairlines, 10.5 px mono ticks, no legend for one series, no animation. */
export const AXIS = {
  stroke: "var(--border-strong)",
  tickLine: false,
  axisLine: false,
  tick: { fontSize: 10.5, fontFamily: "var(--font-mono)", fill: "var(--text-faint)" },
} as const;
export const GRID = { vertical: false, stroke: "var(--border)" } as const;
export const MARGIN = { top: 8, right: 20, bottom: 0, left: 0 } as const;

const CATEGORIES = 8;
/** The palette of 8 that survives colour blindness; one series alone is slate, because colour is information. */
export const seriesColor = (position: number, count: number): string =>
  count === 1 ? "var(--text-muted)" : `var(--cat-${(position % CATEGORIES) + 1})`;
