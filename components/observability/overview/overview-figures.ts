import type { Figure } from "@/components/ui/figure-row";
import { formatCompact, formatMicros, formatNumber, formatPercent } from "@/components/ui/format-number";
import type { Figures, Overview } from "@/lib/observability/dashboards/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";

const success = ({ runs, failed }: Figures) => (runs === 0 ? null : (runs - failed) / runs);
const about = (ms: number | null) => (ms === null ? "–" : formatDuration(ms));

/** The figures at the top, each beside what it was before. */
export function overviewFigures(tenant: string, { total, previous, points }: Overview): Figure[] {
  const from = points[0]?.at ?? "";
  const was = (value: string) => `before: ${value}`;
  return [
    {
      label: "Runs",
      value: formatNumber(total.runs),
      hint: was(formatNumber(previous.runs)),
      href: `/${tenant}/runs?from=${from}`,
    },
    { label: "Success rate", value: formatPercent(success(total)), hint: was(formatPercent(success(previous))) },
    {
      label: "Failed runs",
      value: formatNumber(total.failed),
      hint: was(formatNumber(previous.failed)),
      href: `/${tenant}/runs?from=${from}&status=failed`,
    },
    { label: "Duration, p50", value: about(total.p50Ms), hint: `p95 about ${about(total.p95Ms)}` },
    { label: "Tokens", value: formatCompact(total.tokens), hint: was(formatCompact(previous.tokens)) },
    { label: "Cost", value: formatMicros(total.costMicros), unit: "USD", hint: was(formatMicros(previous.costMicros)) },
  ];
}
