"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { LiveText } from "@/components/observability/run/live-text";
import { RunCanvas } from "@/components/observability/run/run-canvas";
import { SpanDetail } from "@/components/observability/run/span-detail";
import { useLiveTrace } from "@/components/observability/run/use-live-trace";
import { Waterfall } from "@/components/observability/run/waterfall";
import { timeRange, waterfallRows } from "@/components/observability/run/waterfall-rows";
import { ReplayOrigin } from "@/components/runtime/replay/replay-origin";
import { RunBindings } from "@/components/runtime/runs/run-bindings";
import { RunCassettes } from "@/components/runtime/runs/run-cassettes";
import { ParentRun, SubRunOfStep } from "@/components/runtime/runs/run-family";
import { RunHeader } from "@/components/runtime/runs/run-header";
import { RunItems } from "@/components/runtime/runs/run-items";
import { SpanCassette } from "@/components/runtime/runs/span-cassette";
import { SpanContextPlan } from "@/components/runtime/runs/span-context-plan";
import { SpanDecisions } from "@/components/runtime/runs/span-decisions";
import { SpanSummary } from "@/components/runtime/runs/span-summary";
import { RunQuestions } from "@/components/runtime/step-decisions/run-questions";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { LiveTexts } from "@/lib/observability/live/live-text";
import type { SpanView, TraceView } from "@/lib/observability/traces/schema";
import { runGraphQuery } from "@/lib/runtime/runs/run-queries";

const TICK_MS = 250;

/** One run: the release's canvas, the waterfall and a span, all about the same selection, which is in the URL. */
export function RunPage({ tenant, runId }: { tenant: string; runId: string }) {
  const { trace, spans, isLive, texts } = useLiveTrace(tenant, runId);
  const failed = trace.error ?? spans.error;
  if (failed)
    return (
      <div className="p-5">
        <ErrorState error={failed} onRetry={() => void trace.refetch()} />
      </div>
    );
  if (!trace.data || !spans.data)
    return (
      <div className="p-5">
        <Skeleton width="40%" />
      </div>
    );
  return <RunScreen tenant={tenant} trace={trace.data} spans={spans.data} isLive={isLive} texts={texts} />;
}

type ScreenProps = {
  tenant: string;
  trace: TraceView;
  spans: Record<string, SpanView>;
  isLive: boolean;
  texts: LiveTexts;
};

function RunScreen({ tenant, trace, spans, isLive, texts }: ScreenProps) {
  const graph = useQuery(runGraphQuery(tenant, trace.id));
  const nowMs = useNow(isLive);
  const list = useMemo(() => Object.values(spans), [spans]);
  const rows = useMemo(() => waterfallRows(list), [list]);
  const range = timeRange(list, trace.startedAt, isLive ? nowMs : Date.parse(trace.endedAt ?? trace.startedAt));
  const [selectedId, select] = useSelectedSpan();
  const selected = selectedId ? spans[selectedId] : undefined;
  const row = rows.find((one) => one.attempts.some((attempt) => attempt.id === selectedId));
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{`run ${trace.id.slice(-8)}`}</Crumb>
      </TopBarCrumbs>
      <RunHeader tenant={tenant} trace={trace} isLive={isLive} nowMs={nowMs} />
      <ParentRun tenant={tenant} runId={trace.id} isLive={isLive} />
      <RunItems tenant={tenant} runId={trace.id} />
      <RunBindings tenant={tenant} runId={trace.id} />
      <RunCassettes tenant={tenant} runId={trace.id} />
      <ReplayOrigin tenant={tenant} runId={trace.id} />
      <RunError tenant={tenant} trace={trace} />
      <RunQuestions tenant={tenant} runId={trace.id} reason={trace.parkedReason} />
      <div className="run-split">
        <div className="left">
          <div className="strip">
            <b>Canvas</b>
            <span className="muted">
              {trace.release?.number ? `release r${trace.release.number}` : "draft"}, read only
            </span>
          </div>
          <div className="relative min-h-0 flex-1">
            {graph.data && (
              <RunCanvas
                drawing={graph.data}
                spans={list}
                isOver={!isLive}
                selectedNode={selected?.nodeId ?? null}
                onSelect={select}
              />
            )}
          </div>
        </div>
        <div className="right-column">
          {rows.length === 0 ? (
            <NoSpans isLive={isLive} />
          ) : (
            <Waterfall rows={rows} range={range} nowMs={nowMs} selectedId={selectedId} onSelect={select} />
          )}
          <LiveText texts={texts} />
          {selected && (
            <SpanDetail
              key={selected.id}
              tenant={tenant}
              runId={trace.id}
              span={selected}
              attempts={row?.attempts ?? [selected]}
              onSelect={select}
              more={(detail) => (
                <>
                  {detail.kind === "subflow" && (
                    <SubRunOfStep tenant={tenant} runId={trace.id} isLive={isLive} step={detail.stepKey} />
                  )}
                  <SpanCassette detail={detail} />
                  <SpanSummary tenant={tenant} runId={trace.id} detail={detail} />
                  <SpanDecisions detail={detail} />
                  <SpanContextPlan tenant={tenant} runId={trace.id} detail={detail} />
                </>
              )}
            />
          )}
        </div>
      </div>
    </>
  );
}

function RunError({ tenant, trace: { error, status, harness } }: { tenant: string; trace: TraceView }) {
  return error === null ? null : (
    <p className="px-page pb-2 fail" role="note">
      <b className="mono">{error.class}</b> {error.message}
      {status === "dead-lettered" && (
        <Link className="ml-2 underline" href={`/${tenant}/dead-letters?harness=${harness ?? ""}`}>
          Replay or discard it
        </Link>
      )}
    </p>
  );
}

function NoSpans({ isLive }: { isLive: boolean }) {
  return (
    <div className="p-5">
      <EmptyState
        title={isLive ? "Waiting for a worker" : "No spans"}
        body={isLive ? "The run is queued. Steps appear here as they start." : "The spans of this run have expired."}
      />
    </div>
  );
}

/** The selected span, kept in the URL so that it can be sent to somebody. */
function useSelectedSpan(): [string | null, (id: string) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const fromUrl = useSearchParams().get("span");
  const [selected, setSelected] = useState(fromUrl);
  const select = (id: string) => {
    setSelected(id);
    router.replace(`${pathname}?span=${id}`, { scroll: false });
  };
  return [selected, select];
}

/** The time, four times a second while something runs. */
function useNow(isLive: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isLive]);
  return now;
}
