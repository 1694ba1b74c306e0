import Link from "next/link";
import { VerdictBadge } from "@/components/harness/experiments/verdict-badge";
import { formatPercent } from "@/components/ui/format-number";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import type { PromotionCheck } from "@/lib/harness/promotion/schema";

/** What experiments say about exactly this program. */
export function ReleaseEvidence({ tenant, evidence }: { tenant: string; evidence: PromotionCheck["evidence"] }) {
  return (
    <section aria-label="Evidence" className="grid gap-2">
      <h3 className="label">Evidence</h3>
      {evidence.length === 0 && <p className="text-muted">No experiment with a gate ran this program.</p>}
      <ul className="grid gap-2">
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
                ({formatPercent(one.passRate.low)} to {formatPercent(one.passRate.high)}, {one.items} rows)
              </span>
            </span>
            {one.simulated && <SimulatedBadge />}
          </li>
        ))}
      </ul>
    </section>
  );
}
