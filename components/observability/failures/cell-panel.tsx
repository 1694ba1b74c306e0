"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect } from "react";
import { type CellPlace, cellTimes } from "@/components/observability/failures/cell-place";
import { ErrorGroups } from "@/components/observability/failures/error-groups";
import { RecentFailures } from "@/components/observability/failures/recent-failures";
import { runsHref } from "@/components/observability/failures/runs-href";
import { ErrorState } from "@/components/ui/error-state";
import { formatPercent } from "@/components/ui/format-number";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { failureCellQuery } from "@/lib/observability/failures/failure-queries";
import type { FailureCell, FailureMap, FailureQuery } from "@/lib/observability/failures/schema";

type Props = {
  tenant: string;
  map: FailureMap;
  place: CellPlace;
  environment: FailureQuery["environment"];
  onClose: () => void;
};

/** What is behind a cell: which failures, in which runs, and the way to the node. Escape closes it. */
export function CellPanel({ tenant, map, place, environment, onClose }: Props) {
  const times = cellTimes(place, map);
  const query = { harness: place.harness, node: place.node, ...times, ...(environment && { environment }) };
  const { data, error, refetch } = useQuery(failureCellQuery(tenant, query));
  useEscape(onClose);
  return (
    <aside aria-label="Cell" className="flex w-[360px] flex-none flex-col border-border border-l bg-surface-1">
      <header className="flex h-12 flex-none items-center gap-2 border-border border-b pr-3 pl-4">
        <h2 className="cut grow font-semibold text-14">
          {place.node}, {timeLabel(times.from, times.to)}
        </h2>
        <IconButton label="Close" size="sm" onClick={onClose}>
          <X className="i s" aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error ? (
          <div className="p-4">
            <ErrorState error={error} onRetry={refetch} />
          </div>
        ) : data ? (
          <Content
            tenant={tenant}
            cell={data}
            list={runsHref(tenant, { ...place, environment, start: place.start, lengthMs: map.columnMs })}
          />
        ) : (
          <div className="p-4">
            <Skeleton width="70%" />
          </div>
        )}
      </div>
      <footer className="flex flex-none gap-2 border-border border-t px-4 py-3">
        <Link className="btn primary" href={`/${tenant}/harnesses/${place.harness}/edit?node=${place.node}`}>
          Open node in editor
        </Link>
      </footer>
    </aside>
  );
}

function Content({ tenant, cell, list }: { tenant: string; cell: FailureCell; list: string }) {
  if (cell.attempts === 0)
    return <p className="p-4 text-muted">The spans of this time are no longer kept; only its counts are.</p>;
  const recovered = cell.failed - cell.final;
  return (
    <>
      <div className="border-border border-b px-4 py-3">
        <p>
          <strong className={cell.failed > 0 ? "fail font-medium text-22" : "font-medium text-22"}>
            {formatPercent(cell.failed / cell.attempts)}
          </strong>{" "}
          <span className="text-muted">
            {cell.failed} of {cell.attempts} attempts failed
          </span>
        </p>
        {cell.failed > 0 && (
          <p className="text-12 text-muted">
            {recovered} followed by another attempt, {cell.final} final,{" "}
            <span className={cell.runsFailed > 0 ? "fail" : undefined}>
              {cell.runsFailed} of {cell.runs} runs failed
            </span>
          </p>
        )}
      </div>
      <Section title="Error groups" count={cell.groups.length}>
        <ErrorGroups groups={cell.groups} />
      </Section>
      <Section title="Runs" count={cell.runs} action={<Link href={list}>Open list</Link>}>
        <RecentFailures tenant={tenant} recent={cell.recent} />
      </Section>
    </>
  );
}

function Section(props: { title: string; count: number; action?: ReactNode; children: ReactNode }) {
  const { title, count, action, children } = props;
  if (count === 0) return null;
  return (
    <section className="border-border border-b px-4 py-3 last:border-b-0">
      <div className="flex items-baseline gap-2 pb-1.5">
        <h3 className="font-semibold text-13">{title}</h3>
        <span className="text-12 text-faint tabular-nums">{count}</span>
        <span className="ml-auto text-12 text-accent">{action}</span>
      </div>
      {children}
    </section>
  );
}

function useEscape(onEscape: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && onEscape();
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onEscape]);
}

const clock = (iso: string) => iso.slice(11, 16);

function timeLabel(from: string, to: string): string {
  const day = new Date(from).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", timeZone: "UTC" });
  return `${day}, ${clock(from)} to ${clock(to)} UTC`;
}
