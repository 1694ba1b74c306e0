import Link from "next/link";
import { VerdictBadge } from "@/components/harness/experiments/verdict-badge";
import { ThresholdLines } from "@/components/harness/releases/threshold-lines";
import { CopyId } from "@/components/ui/copy-id";
import { formatPercent } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { newerEvidence } from "@/lib/harness/releases/newer-evidence";
import type { Evidence } from "@/lib/release/evidence";

type Props = {
  tenant: string;
  /** Part of the release since it was made; null: made before that was kept. */
  attached: readonly Evidence[] | null;
  /** What is known now; null while it loads. */
  now: readonly Evidence[] | null;
};

/** What experiments said about exactly this program when it was made, and what has come since. */
export function ReleaseEvidence({ tenant, attached, now }: Props) {
  const newer = now && newerEvidence(attached ?? [], now);
  return (
    <section aria-label="Evidence" className="grid gap-2">
      <h3 className="label">Evidence</h3>
      {attached?.length === 0 && (
        <p className="text-muted">No experiment with thresholds had run this program when it was made.</p>
      )}
      {attached === null && <p className="text-muted">This release was made before evidence was kept with it.</p>}
      <EvidenceList label="Attached when it was made" tenant={tenant} evidence={attached ?? []} />
      {newer && newer.length > 0 && (
        <>
          <h4 className="mt-1 text-12 text-muted">Since it was made, not part of the release</h4>
          <EvidenceList label="Since it was made" tenant={tenant} evidence={newer} />
        </>
      )}
    </section>
  );
}

type ListProps = { label: string; tenant: string; evidence: readonly Evidence[] };

function EvidenceList({ label, tenant, evidence }: ListProps) {
  if (evidence.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label={label}>
      {evidence.map((one) => (
        <li key={`${one.experimentId} ${one.cell}`} className="flex flex-wrap items-center gap-2">
          <VerdictBadge verdict={one.verdict} />
          <Link className="link" href={`/${tenant}/experiments/${one.experimentId}`}>
            {one.name}
          </Link>
          <span className="text-muted">{one.cell}</span>
          <span className="num">
            {formatPercent(one.passRate.value)}{" "}
            <span className="text-muted">
              ({formatPercent(one.passRate.low)} to {formatPercent(one.passRate.high)}), {one.items}{" "}
              {one.items === 1 ? "row" : "rows"}
            </span>
          </span>
          {one.simulated && <SimulatedBadge />}
          <span className="grow" />
          {one.planHash && (
            <span className="text-12 text-faint">
              plan <CopyId id={one.planHash} label={one.planHash.slice(0, 8)} />
            </span>
          )}
          <span className="text-12 text-faint">
            <RelativeTime at={one.endedAt} />
          </span>
          <ThresholdLines label={`Thresholds of ${one.name}, ${one.cell}`} thresholds={one.thresholds ?? []} />
        </li>
      ))}
    </ul>
  );
}
