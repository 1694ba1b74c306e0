import type { ReactNode } from "react";

/** One moment on the x axis; `at` in epoch milliseconds. A missing or null value is "no data", never zero. */
export type ChartPoint = { at: number; values: Readonly<Record<string, number | null>> };
/** One line, area or bar. `color` is a CSS colour, default the categorical palette in order. */
export type ChartSeries = { key: string; label: string; color?: string };

export type TimeChartProps = {
  /** What the chart shows; its title and accessible name. */
  label: string;
  /** Stands on the axis and behind every value: "runs", "ms", "USD". */
  unit: string;
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  /** Pixels, default 160. */
  height?: number;
  /** Shows an exact value without its unit; default grouped digits. */
  format?: (value: number) => string;
  /** A handle under the axis to narrow the time; default off. */
  brush?: boolean;
  /** Where a click on a moment leads; in the table its time is the link. */
  hrefAt?: (at: number) => string;
  /** Controls beside the title. */
  actions?: ReactNode;
};
export type ChartKind = "area" | "bar" | "line";
