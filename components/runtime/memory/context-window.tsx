"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CallGrowth } from "@/components/runtime/memory/call-growth";
import { callKey, callLabel } from "@/components/runtime/memory/call-label";
import { ContextBar } from "@/components/runtime/memory/context-bar";
import { SegmentTable } from "@/components/runtime/memory/segment-table";
import { SummaryDrawer } from "@/components/runtime/memory/summary-drawer";
import type { MemoryView } from "@/components/runtime/memory/use-memory-view";
import { Button } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Skeleton } from "@/components/ui/skeleton";
import { contextPlansQuery } from "@/lib/runtime/context-plans/context-plan-queries";
import type { ContextPlanView } from "@/lib/runtime/context-plans/schema";

/** One model call: how its window was filled, part by part, and how the thread grew. */
export function ContextWindow({ tenant, view }: { tenant: string; view: MemoryView }) {
  const { run, thread } = view;
  const isFiltered = run !== undefined || thread !== undefined;
  const query = useInfiniteQuery(contextPlansQuery(tenant, { run, thread }));
  const calls = query.data?.pages.flatMap((page) => page.items);
  if (query.error && !calls)
    return (
      <div className="px-page py-3">
        <ErrorState error={query.error} onRetry={query.refetch} />
      </div>
    );
  if (!calls)
    return (
      <div className="grid gap-4 p-[20px]">
        <Skeleton width="320px" />
        <Skeleton height={36} />
        <Skeleton width="70%" />
      </div>
    );
  const call = calls.find((one) => callKey(one) === view.call) ?? calls[0];
  const all = isFiltered && (
    <Button size="sm" onClick={() => view.show({ run: null, thread: null, call: null })}>
      Show all calls
    </Button>
  );
  if (!call)
    return (
      <div className="px-page">
        <EmptyState
          title={isFiltered ? "No model call here" : "No model call yet"}
          body="Every call to a model leaves its plan here: what was sent, what was left out, and why. Start a run of a harness with a model in it."
          action={all}
        />
      </div>
    );
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 px-page pt-3">
        <Select
          compact
          label="Model call"
          className="max-w-[420px]"
          value={callKey(call)}
          onChange={(next) => view.show({ call: next, open: null })}
          options={calls.map((one) => ({
            value: callKey(one),
            label: callLabel(one),
            hint: `run ${one.runId.slice(-8)}, ${one.plan.model}, ${formatNumber(one.plan.used)} tokens`,
          }))}
        />
        {query.hasNextPage && (
          <Button size="sm" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Older calls
          </Button>
        )}
        {all}
        <CallFacts call={call} />
      </div>
      <Window call={call} />
      <Parts tenant={tenant} view={view} call={call} />
      {isFiltered && <CallGrowth calls={calls} />}
    </div>
  );
}

/** What the call was made of; the summary opens. */
function Parts({
  tenant,
  view,
  call: { plan, threadId },
}: {
  tenant: string;
  view: MemoryView;
  call: ContextPlanView;
}) {
  if (threadId === null) return <SegmentTable plan={plan} />;
  return (
    <>
      <SegmentTable plan={plan} onOpen={(version) => view.show({ open: String(version) })} />
      <SummaryDrawer
        tenant={tenant}
        threadId={threadId}
        version={view.open === null ? null : Number(view.open)}
        onClose={() => view.show({ open: null })}
      />
    </>
  );
}

function CallFacts({ call }: { call: ContextPlanView }) {
  return (
    <>
      <span className="mono s text-faint">plan</span>
      <CopyId id={call.planHash} label={`${call.planHash.slice(0, 4)}…${call.planHash.slice(-4)}`} />
      <span className="mono s text-faint">run</span>
      <CopyId id={call.runId} />
      {call.simulated && <SimulatedBadge />}
      <span className="ml-auto text-12 text-muted">
        {call.plan.model}, <RelativeTime at={call.createdAt} />
      </span>
    </>
  );
}

function Window({ call: { plan, providerInputTokens } }: { call: ContextPlanView }) {
  const counted =
    providerInputTokens === null ? "not answered" : `${formatNumber(providerInputTokens)} by the provider`;
  return (
    <section className="px-page pt-4 pb-3" aria-label="Context window">
      <div className="mb-2.5 flex flex-wrap items-baseline gap-2">
        <b className="font-medium text-22 tabular-nums tracking-[-0.02em]">{formatNumber(plan.used)}</b>
        <span className="text-muted">
          of {formatNumber(plan.usable)} usable tokens, {counted}
        </span>
        <span className="ml-auto text-12 text-muted">
          {formatNumber(plan.window)} window, at most {formatNumber(plan.maxInput)} in,{" "}
          {formatNumber(plan.reserveOutput)} reserved for the answer, 5 % safety
          {plan.compactAbove !== undefined && `, summarised above ${formatNumber(plan.compactAbove)}`}
        </span>
      </div>
      <ContextBar plan={plan} />
      {plan.status === "over_budget" && (
        <p role="alert" className="fail mt-2">
          This call did not fit, so nothing was sent. Shorten the prompt or the tool results, or raise the limit of the
          context.
        </p>
      )}
    </section>
  );
}
