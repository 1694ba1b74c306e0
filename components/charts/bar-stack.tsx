import type { TimeChartProps } from "@/components/charts/chart-series";
import { TimeChart } from "@/components/charts/time-chart";

/** Stacked bars over time, one a bucket. With a table twin. */
export function BarStack(props: TimeChartProps) {
  return <TimeChart {...props} kind="bar" />;
}
