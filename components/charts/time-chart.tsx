"use client";
import { lazy, Suspense, useState } from "react";
import type { ChartKind, TimeChartProps } from "@/components/charts/chart-series";
import { ChartTable } from "@/components/charts/chart-table";
import { seriesColor } from "@/components/charts/chart-theme";
import { Button } from "@/components/ui/button";

const TimeChartSurface = lazy(() =>
  import("@/components/charts/time-chart-surface").then((module) => ({ default: module.TimeChartSurface })),
);

/** Title, key, "View as table", and the drawing, which is loaded when it is first shown. */
export function TimeChart(props: TimeChartProps & { kind: ChartKind }) {
  const { label, unit, series, points, height = 160, actions } = props;
  const [asTable, setAsTable] = useState(false);
  return (
    <figure aria-label={label} className="min-w-0">
      <figcaption className="sec">
        {label} <small>{unit}</small>
        <span className="end">
          {series.length > 1 &&
            series.map((one, position) => (
              <span key={one.key} className="inline-flex items-center gap-1.5 text-11">
                <i
                  className="size-2 rounded-[2px]"
                  style={{ background: one.color ?? seriesColor(position, series.length) }}
                />
                {one.label}
              </span>
            ))}
          {actions}
          <Button variant="ghost" size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? "View as chart" : "View as table"}
          </Button>
        </span>
      </figcaption>
      {asTable ? (
        <ChartTable {...props} />
      ) : points.length === 0 ? (
        <div className="hatch mt-2 grid place-items-center rounded-1 text-12 text-muted" style={{ height }}>
          <span className="rounded-1 bg-surface-1 px-2 py-0.5">No data in this time</span>
        </div>
      ) : (
        <div className="mt-2" style={{ height }}>
          <Suspense fallback={<span className="skel block" style={{ height }} />}>
            <TimeChartSurface {...props} />
          </Suspense>
        </div>
      )}
    </figure>
  );
}
