import { type Drawn, type ThresholdGroup, thresholdGroups } from "@/components/harness/experiments/threshold-groups";
import { VerdictBadge } from "@/components/harness/experiments/verdict-badge";
import { formatNumber } from "@/components/ui/format-number";
import { measureWords, neededWords, spanWords, thresholdWords } from "@/lib/harness/analysis/threshold-words";
import type { ExperimentView, ThresholdView } from "@/lib/harness/experiments/schema";
import { distinctThresholds, thresholdKey } from "@/lib/release/threshold";

/** Each threshold with what every variant reached: its interval against the line, and what would decide it. */
export function ThresholdTable({ experiment }: { experiment: ExperimentView }) {
  const { plan } = experiment;
  if (plan.thresholds.length === 0) return null;
  const groups = thresholdGroups(experiment);
  return (
    <section aria-label="Thresholds">
      <h2 className="px-page pt-5 pb-3 font-semibold text-13">Thresholds</h2>
      {groups.length > 0 ? <Groups groups={groups} /> : <Pending experiment={experiment} />}
    </section>
  );
}

function Pending({ experiment: { plan } }: { experiment: ExperimentView }) {
  return (
    <div className="grid gap-1 px-page text-muted">
      <p>Each variant is held against these when the experiment ends.</p>
      <ul className="list-disc pl-4">
        {distinctThresholds(plan.thresholds).map((threshold) => (
          <li key={thresholdKey(threshold)}>{thresholdWords(threshold)}</li>
        ))}
      </ul>
    </div>
  );
}

function Groups({ groups }: { groups: ThresholdGroup[] }) {
  return (
    <table className="table named grouped">
      <caption className="sr">Thresholds</caption>
      <thead>
        <tr>
          <th scope="col">Threshold</th>
          <th scope="col">Variant</th>
          <th scope="col" style={{ width: 360 }}>
            Measured, 95 % interval
          </th>
          <th scope="col" className="right">
            Rows
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={thresholdKey(group.threshold)}>
          {group.rows.map((row, index) => (
            <tr key={row.cell}>
              {index === 0 && (
                <th scope="rowgroup" rowSpan={group.rows.length}>
                  {thresholdWords(group.threshold)}
                </th>
              )}
              <td>{row.label}</td>
              <td>
                <span className="flex items-center gap-3">
                  <LineBar group={group} drawn={row.drawn} />
                  <Figures view={row.view} />
                </span>
              </td>
              <td className="right num">{formatNumber(row.view.items)}</td>
              <td>
                <Verdict view={row.view} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** The interval on the axis that all variants of the threshold share; the side that passes is tinted. */
function LineBar({ group: { line, passing }, drawn }: { group: ThresholdGroup; drawn: Drawn }) {
  return (
    <svg className="interval wide" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect x={passing.from} width={passing.to - passing.from} y="0" height="12" className="passing" />
      <line x1="0" x2="100" y1="6" y2="6" className="track" />
      {drawn && (
        <>
          <line x1={drawn.from} x2={drawn.to} y1="6" y2="6" className="range" />
          <line x1={drawn.point} x2={drawn.point} y1="2" y2="10" className="point" />
        </>
      )}
      <line x1={line} x2={line} y1="-2" y2="14" className="limit" />
    </svg>
  );
}

function Figures({ view: { threshold, measured } }: { view: ThresholdView }) {
  if (!measured) return <span className="faint">no interval</span>;
  return (
    <span className="num">
      <b className="font-medium">{measureWords(threshold, measured.value)}</b>{" "}
      <span className="ml-1.5 text-muted">{spanWords(threshold, measured)}</span>
    </span>
  );
}

function Verdict({ view }: { view: ThresholdView }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <VerdictBadge verdict={view.verdict} />
      {view.verdict === "inconclusive" && (
        <span className="whitespace-normal text-12 text-muted">{neededWords(view)}</span>
      )}
    </span>
  );
}
