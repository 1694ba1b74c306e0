import type { TimeChartProps } from "@/components/charts/chart-series";
import { TimeChart } from "@/components/charts/time-chart";

/** Stacked areas over time. With a table twin. */
export function AreaSeries(props: TimeChartProps) {
  return <TimeChart {...props} kind="area" />;
}
