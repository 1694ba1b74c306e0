import Link from "next/link";
import type { TimeChartProps } from "@/components/charts/chart-series";
import { formatNumber } from "@/components/ui/format-number";

/** The same points as text: every moment, every series. */
export function ChartTable(props: TimeChartProps) {
  const { label, unit, points, series, format = formatNumber, height = 160, hrefAt } = props;
  return (
    <section
      className="mt-2 overflow-auto"
      style={{ maxHeight: Math.max(height, 240) }}
      aria-label={`${label}, as a table`}
    >
      <table className="table compact">
        <caption className="sr">
          {label}, {unit}
        </caption>
        <thead className="sticky top-0">
          <tr>
            <th scope="col">Time</th>
            {series.map((one) => (
              <th key={one.key} scope="col" className="right">
                {one.label}, {unit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <th scope="row">
                {hrefAt ? (
                  <Link href={hrefAt(point.at)} className="hover:underline">
                    {moment(point.at)}
                  </Link>
                ) : (
                  moment(point.at)
                )}
              </th>
              {series.map((one) => {
                const value = point.values[one.key];
                return (
                  <td key={one.key} className="num right">
                    {value === null || value === undefined ? "no data" : format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const moment = (at: number) => new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
