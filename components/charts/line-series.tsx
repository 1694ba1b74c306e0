import type { TimeChartProps } from "@/components/charts/chart-series";
import { TimeChart } from "@/components/charts/time-chart";

/** Lines over time; a gap is no data. With a table twin. */
export function LineSeries(props: TimeChartProps) {
  return <TimeChart {...props} kind="line" />;
}
