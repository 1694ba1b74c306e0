"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { TimeChart } from "@/components/charts/time-chart";
import { overviewFigures } from "@/components/observability/overview/overview-figures";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FigureRow } from "@/components/ui/figure-row";
import { FilterBar } from "@/components/ui/filter-bar";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { overviewQuery } from "@/lib/observability/dashboards/overview-queries";
import { type Overview, OverviewQuery } from "@/lib/observability/dashboards/schema";
import { filterToUrl } from "@/lib/observability/traces/trace-filter";

const RANGES = [
  { value: "24h", label: "24 hours" },
  { value: "7d", label: "7 days" },
] as const;

/** How the tenant's agents are doing: volume, success, latency, tokens and cost. */
export function OverviewPage({ tenant }: { tenant: string }) {
  const [query, setQuery] = useUrlQuery();
  const { data, error, refetch } = useQuery(overviewQuery(tenant, query));
  return (
    <>
      <PageHeader title="Overview" meta="compared with the same time before" />
      <FilterBar>
        <Segmented
          label="Range"
          value={query.range}
          options={RANGES}
          onChange={(range) => setQuery({ ...query, range })}
        />
        <Select
          compact
          label="Environment"
          value={query.environment ?? ""}
          onChange={(environment) => setQuery(OverviewQuery.parse({ ...query, environment: environment || undefined }))}
          options={[
            { value: "", label: "Every environment" },
            ...["draft", "staging", "production"].map((value) => ({ value, label: value })),
          ]}
        />
      </FilterBar>
      <div className="min-h-0 flex-1 overflow-auto pb-6">
        {error ? (
          <div className="px-page">
            <ErrorState error={error} onRetry={refetch} />
          </div>
        ) : data ? (
          <Content tenant={tenant} query={query} overview={data} />
        ) : (
          <div className="px-page">
            <Skeleton width="60%" />
          </div>
        )}
      </div>
    </>
  );
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : (part / whole) * 100);

function Content({ tenant, query, overview }: { tenant: string; query: OverviewQuery; overview: Overview }) {
  const { points, total, columnMs } = overview;
  if (total.runs === 0)
    return (
      <div className="px-page">
        <EmptyState
          title="Nothing has run in this time"
          body="Figures appear as runs end. Test a harness, or start a run of a release."
        />
      </div>
    );
  const hrefAt = (at: number) => {
    const [from, to] = [new Date(at).toISOString(), new Date(at + columnMs).toISOString()];
    return `/${tenant}/runs?${filterToUrl({ from, to, environment: query.environment })}`;
  };
  const series = (read: (point: Overview["points"][number]) => Record<string, number | null>) =>
    points.map((point) => ({ at: Date.parse(point.at), values: read(point) }));
  return (
    <>
      <FigureRow figures={overviewFigures(tenant, query, overview)} />
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 px-page pt-2 lg:grid-cols-2">
        <TimeChart
          hrefAt={hrefAt}
          kind="bar"
          label="Runs"
          unit="runs"
          series={[
            { key: "succeeded", label: "Succeeded", color: "var(--ok-line)" },
            { key: "failed", label: "Failed", color: "var(--fail-line)" },
          ]}
          points={series((point) => ({ succeeded: point.runs - point.failed, failed: point.failed }))}
        />
        <TimeChart
          hrefAt={hrefAt}
          kind="line"
          label="Success rate"
          unit="% of runs that ended"
          series={[{ key: "rate", label: "Success rate", color: "var(--ok-line)" }]}
          points={series((point) => ({ rate: ratio(point.runs - point.failed, point.runs) }))}
          format={(value) => value.toFixed(1)}
        />
        <TimeChart
          hrefAt={hrefAt}
          kind="line"
          label="Duration of a run"
          unit="about, seconds"
          series={[
            { key: "p50", label: "p50" },
            { key: "p95", label: "p95" },
          ]}
          points={series((point) => ({ p50: seconds(point.p50Ms), p95: seconds(point.p95Ms) }))}
          format={(value) => value.toFixed(1)}
        />
        <TimeChart
          hrefAt={hrefAt}
          kind="bar"
          label="Tokens"
          unit="tokens"
          series={[{ key: "tokens", label: "Tokens" }]}
          points={series((point) => ({ tokens: point.tokens }))}
          format={formatNumber}
        />
        <TimeChart
          hrefAt={hrefAt}
          kind="bar"
          label="Cost"
          unit="USD; simulated models cost nothing"
          series={[{ key: "cost", label: "Cost" }]}
          points={series((point) => ({ cost: point.costMicros / 1_000_000 }))}
          format={(value) => formatMicros(value * 1_000_000)}
        />
      </div>
    </>
  );
}

const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);

function useUrlQuery(): [OverviewQuery, (query: OverviewQuery) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const parsed = OverviewQuery.safeParse(Object.fromEntries(useSearchParams().entries()));
  const set = (next: OverviewQuery) => {
    const entries = Object.entries(next).filter(([, value]) => value !== undefined);
    router.replace(`${pathname}?${new URLSearchParams(entries)}`, { scroll: false });
  };
  return [parsed.success ? parsed.data : OverviewQuery.parse({}), set];
}
