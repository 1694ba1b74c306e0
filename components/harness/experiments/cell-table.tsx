import { VerdictBadge } from "@/components/harness/experiments/verdict-badge";
import { formatMicros, formatNumber, formatPercent } from "@/components/ui/format-number";
import { signedPoints } from "@/lib/harness/analysis/threshold-words";
import type { CellView, ExperimentView } from "@/lib/harness/experiments/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";
import type { Verdict } from "@/lib/release/threshold";

/** What each variant reached: its pass rate with the 95 % interval, and against the baseline. */
export function CellTable({ experiment }: { experiment: ExperimentView }) {
  const { plan, analysis } = experiment;
  const hasBaseline = plan.baseline !== null;
  return (
    <table className="table named">
      <caption className="sr">Variants</caption>
      <thead>
        <tr>
          <th scope="col">Variant</th>
          <th scope="col" style={{ width: 280 }}>
            Pass rate, 95 % interval
          </th>
          {hasBaseline && <th scope="col">Against the baseline</th>}
          <th scope="col" className="right">
            Rows
          </th>
          <th scope="col" className="right">
            Cost, USD
          </th>
          <th scope="col" className="right">
            Median time
          </th>
          {plan.thresholds.length > 0 && <th scope="col">Verdict</th>}
        </tr>
      </thead>
      <tbody>
        {analysis.map((row) => (
          <tr key={row.cell}>
            <th scope="row">
              {plan.cells.find((cell) => cell.key === row.cell)?.label ?? row.cell}
              {row.cell === plan.baseline && <span className="font-normal text-faint"> baseline</span>}
            </th>
            <td>{row.items > 0 ? <IntervalBar row={row} /> : <span className="faint">nothing yet</span>}</td>
            {hasBaseline && <td>{row.against && row.against.items > 0 ? <Against row={row} /> : <Nothing />}</td>}
            <td className="right num">
              {formatNumber(row.items)}
              {row.ungraded > 0 && <span className="warn"> ({row.ungraded} ungraded)</span>}
            </td>
            <Use row={row} />
            {plan.thresholds.length > 0 && <td>{row.verdict && <VerdictCell row={row} verdict={row.verdict} />}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a trial costs and takes; nothing before the first is finished. */
function Use({ row: { trials, meanCostMicros, medianLatencyMs } }: { row: CellView }) {
  return (
    <>
      <td className="right num">{trials > 0 ? formatMicros(meanCostMicros) : <Nothing />}</td>
      <td className="right num">{trials > 0 ? formatDuration(medianLatencyMs) : <Nothing />}</td>
    </>
  );
}

const Nothing = () => <span className="faint">–</span>;

function IntervalBar({ row: { passRate } }: { row: CellView }) {
  const { value, low, high } = passRate;
  return (
    <span className="flex items-center gap-3">
      <svg className="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" x2="100" y1="5" y2="5" className="track" />
        <line x1={low * 100} x2={high * 100} y1="5" y2="5" className="range" />
        <line x1={value * 100} x2={value * 100} y1="0" y2="10" className="point" />
      </svg>
      <span className="num">
        <b className="font-medium">{formatPercent(value)}</b>{" "}
        <span className="ml-1.5 text-muted">
          {formatPercent(low)} to {formatPercent(high)}
        </span>
      </span>
    </span>
  );
}

function Against({ row: { against } }: { row: CellView }) {
  if (!against) return null;
  const { difference, fixed, broken, pValue, isCorrected } = against;
  const tone = difference.low > 0 ? "ok" : difference.high < 0 ? "fail" : "muted";
  return (
    <span className="grid">
      <span className="num">
        <b className={`font-medium ${tone}`}>{signedPoints(difference.value)} points</b>{" "}
        <span className="ml-1.5 text-muted">
          {signedPoints(difference.low)} to {signedPoints(difference.high)}
        </span>
      </span>
      <span className="text-12 text-muted">
        {fixed.length} fixed, {broken.length} broken, p {pValue < 0.001 ? "< 0.001" : `= ${pValue.toFixed(3)}`}
        {isCorrected && " (Holm)"}
      </span>
    </span>
  );
}

function VerdictCell({ row: { thresholds }, verdict }: { row: CellView; verdict: Verdict }) {
  const passed = thresholds.filter((one) => one.verdict === "pass").length;
  return (
    <span className="inline-flex items-center gap-2">
      <VerdictBadge verdict={verdict} />
      {thresholds.length > 1 && (
        <span className="text-12 text-muted">
          {passed} of {thresholds.length} thresholds passed
        </span>
      )}
    </span>
  );
}
