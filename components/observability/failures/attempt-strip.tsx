import { Fragment } from "react";
import type { FailureMap } from "@/lib/observability/failures/schema";

const HEIGHT = 40;

/** How much ran in each column, above the map: a rate of few attempts is a weak sign. Two cells of the grid wide. */
export function AttemptStrip({ map }: { map: FailureMap }) {
  const columns = map.columns.map((_, column) => {
    const cells = map.rows.map((row) => row.cells[column]);
    const sum = (read: "attempts" | "failed") => cells.reduce((total, cell) => total + (cell?.[read] ?? 0), 0);
    return { attempts: sum("attempts"), failed: sum("failed") };
  });
  const most = Math.max(1, ...columns.map(({ attempts }) => attempts));
  return (
    <Fragment>
      <span className="s faint self-end">attempts, failed</span>
      {columns.map(({ attempts, failed }, column) => (
        <span
          key={map.columns[column]}
          className="flex flex-col justify-end self-end"
          style={{ height: HEIGHT }}
          title={`${attempts} attempts, ${failed} failed`}
        >
          <i className="block bg-border-strong" style={{ height: ((attempts - failed) / most) * HEIGHT }} />
          <i className="block" style={{ height: (failed / most) * HEIGHT, background: "var(--fail-line)" }} />
        </span>
      ))}
      <span />
    </Fragment>
  );
}
