import type { Figure } from "@/components/ui/figure-row";
import { formatCompact, formatMicros, formatNumber, formatPercent } from "@/components/ui/format-number";
import type { Figures, Overview, OverviewQuery } from "@/lib/observability/dashboards/schema";
import { filterToUrl } from "@/lib/observability/traces/trace-filter";
import { formatDuration } from "@/lib/platform/time/format-duration";

const success = ({ runs, failed }: Figures) => (runs === 0 ? null : (runs - failed) / runs);
const about = (ms: number | null) => (ms === null ? "–" : formatDuration(ms));

function wholeTime({ points, columnMs }: Overview) {
  const last = points.at(-1);
  return { from: points[0]?.at, to: last && new Date(Date.parse(last.at) + columnMs).toISOString() };
}

/** The figures at the top, each beside what it was before. */
export function overviewFigures(tenant: string, query: OverviewQuery, overview: Overview): Figure[] {
  const { total, previous } = overview;
  const ended = { ...wholeTime(overview), environment: query.environment };
  const was = (value: string) => `before: ${value}`;
  return [
    {
      label: "Runs",
      value: formatNumber(total.runs),
      hint: was(formatNumber(previous.runs)),
      href: `/${tenant}/runs?${filterToUrl(ended)}`,
    },
    { label: "Success rate", value: formatPercent(success(total)), hint: was(formatPercent(success(previous))) },
    {
      label: "Failed runs",
      value: formatNumber(total.failed),
      hint: was(formatNumber(previous.failed)),
      href: `/${tenant}/runs?${filterToUrl({ ...ended, status: "failed" })}`,
    },
    { label: "Duration, p50", value: about(total.p50Ms), hint: `p95 about ${about(total.p95Ms)}` },
    { label: "Tokens", value: formatCompact(total.tokens), hint: was(formatCompact(previous.tokens)) },
    { label: "Cost", value: formatMicros(total.costMicros), unit: "USD", hint: was(formatMicros(previous.costMicros)) },
  ];
}
