import { formatNumber, formatPercent } from "@/components/ui/format-number";
import type { FailureMap } from "@/lib/observability/failures/schema";

/** The map as a table of its rows, for reading and for screen readers. */
export function FailureTable({ map }: { map: FailureMap }) {
  return (
    <table className="table">
      <caption className="sr">Failed attempts by node</caption>
      <thead>
        <tr>
          <th scope="col">Harness</th>
          <th scope="col">Node</th>
          <th scope="col" className="right">
            Attempts
          </th>
          <th scope="col" className="right">
            Failed
          </th>
          <th scope="col" className="right">
            Share
          </th>
          <th scope="col">Worst time</th>
        </tr>
      </thead>
      <tbody>
        {map.rows.map((row) => (
          <tr key={`${row.harness}/${row.node}`}>
            <td className="muted">{row.harness}</td>
            <td>{row.node}</td>
            <td className="right num">{formatNumber(row.attempts)}</td>
            <td className="right num">{formatNumber(row.failed)}</td>
            <td className="right num">{formatPercent(row.attempts === 0 ? null : row.failed / row.attempts)}</td>
            <td className="muted">{worst(map, row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function worst(map: FailureMap, row: FailureMap["rows"][number]): string {
  const most = Math.max(0, ...row.cells.map((cell) => cell?.failed ?? 0));
  const column = most === 0 ? -1 : row.cells.findIndex((cell) => cell?.failed === most);
  const start = map.columns[column];
  return start ? `${start.slice(0, 16).replace("T", " ")} UTC, ${most} failed` : "–";
}
