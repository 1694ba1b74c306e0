"use client";
import { useRouter } from "next/navigation";
import {
  Area,
  Bar,
  Brush,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartKind, ChartPoint, ChartSeries, TimeChartProps } from "@/components/charts/chart-series";
import { AXIS, GRID, MARGIN, seriesColor } from "@/components/charts/chart-theme";
import { ChartTooltip } from "@/components/charts/chart-tooltip";
import { formatAxisTime } from "@/components/charts/format-axis-time";
import { formatCompact, formatNumber } from "@/components/ui/format-number";

/** The Recharts drawing of a `TimeChart`. Heavy: import `AreaSeries`, `BarStack` or `LineSeries` instead. */
export function TimeChartSurface(props: TimeChartProps & { kind: ChartKind }) {
  const { kind, points, series, unit, brush, format = formatNumber, hrefAt } = props;
  const router = useRouter();
  const spanMs = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0);
  const time = (at: number) => formatAxisTime(at, spanMs);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={[...points]}
        margin={MARGIN}
        accessibilityLayer={false}
        barCategoryGap={1}
        className={hrefAt && "cursor-pointer"}
        onClick={({ activeLabel }) => hrefAt && activeLabel !== undefined && router.push(hrefAt(Number(activeLabel)))}
      >
        <CartesianGrid {...GRID} />
        <XAxis dataKey="at" {...AXIS} tickFormatter={time} minTickGap={48} />
        <YAxis {...AXIS} width={44} tickFormatter={formatCompact} allowDecimals={false} />
        <Tooltip
          isAnimationActive={false}
          cursor={kind === "bar" ? { fill: "var(--surface-3)", opacity: 0.6 } : { stroke: "var(--border-control)" }}
          content={({ active, payload }) => (
            <ChartTooltip
              point={active ? payload?.[0]?.payload : undefined}
              series={series}
              unit={unit}
              format={format}
            />
          )}
        />
        {series.map((one, position) => drawn(kind, one, one.color ?? seriesColor(position, series.length)))}
        {brush && points.length > 2 && (
          <Brush
            dataKey="at"
            height={18}
            travellerWidth={6}
            stroke="var(--border-control)"
            fill="var(--surface-2)"
            tickFormatter={time}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function drawn(kind: ChartKind, one: ChartSeries, color: string) {
  const dataKey = (point: ChartPoint) => point.values[one.key] ?? null;
  const shared = { dataKey, name: one.label, isAnimationActive: false, stroke: color } as const;
  if (kind === "bar") return <Bar key={one.key} {...shared} stroke="none" stackId="all" fill={color} maxBarSize={28} />;
  if (kind === "line")
    return <Line key={one.key} {...shared} strokeWidth={1.5} dot={false} activeDot={{ r: 3 }} connectNulls={false} />;
  return (
    <Area
      key={one.key}
      {...shared}
      strokeWidth={1.5}
      fill={color}
      fillOpacity={0.14}
      stackId="all"
      dot={false}
      connectNulls={false}
    />
  );
}
