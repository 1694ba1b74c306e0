import type { ChartPoint, ChartSeries } from "@/components/charts/chart-series";

type Props = {
  point: ChartPoint | undefined;
  series: readonly ChartSeries[];
  unit: string;
  format: (value: number) => string;
};

/** Exact values of one moment. */
export function ChartTooltip({ point, series, unit, format }: Props) {
  if (!point) return null;
  return (
    <div className="pop px-2.5 py-1.5 text-12">
      <p className="text-muted">
        {new Date(point.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}
      </p>
      {series.map((one) => {
        const value = point.values[one.key];
        return (
          <p key={one.key} className="flex justify-between gap-4">
            <span>{one.label}</span>
            <span className="num">
              {value === null || value === undefined ? "no data" : `${format(value)} ${unit}`}
            </span>
          </p>
        );
      })}
    </div>
  );
}
