"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { MakeTestCase } from "@/components/harness/datasets/make-test-case";
import { isOver, workbenchRunQuery } from "@/components/harness/workbench/workbench-queries";
import { ErrorState } from "@/components/ui/error-state";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Status } from "@/components/ui/status";
import { formatDuration } from "@/lib/platform/time/format-duration";

/** What one column answered to one row: its text, how long it took, what it cost. */
export function PlaygroundCell({ tenant, runId }: { tenant: string; runId: string }) {
  const { data: run, error, refetch } = useQuery(workbenchRunQuery(tenant, runId));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  const durationMs = run?.endedAt && run.startedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : null;
  return (
    <div className="grid gap-2" aria-live="polite">
      <div className="flex flex-wrap items-center gap-3">
        <Status status={run?.status ?? "queued"} />
        {run?.simulated && <SimulatedBadge />}
        <span className="grow" />
        {isOver(run?.status) && <MakeTestCase tenant={tenant} runId={runId} environment="draft" />}
        <Link className="text-12 text-accent" href={`/${tenant}/runs/${runId}`}>
          Open the run
        </Link>
      </div>
      {run?.error && (
        <p className="[overflow-wrap:anywhere]" role="alert">
          <span className="mono s text-fail">{run.error.class}</span> {run.error.message}
        </p>
      )}
      {run?.status === "succeeded" && (
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{answerOf(run.output)}</p>
      )}
      {run && isOver(run.status) && (
        <p className="num text-12 text-muted">
          {formatDuration(durationMs)}, {formatNumber(run.usage.inputTokens)} tokens in,{" "}
          {formatNumber(run.usage.outputTokens)} out,{" "}
          {run.simulated ? "cost not counted" : `${formatMicros(run.usage.costMicros)} USD`}
        </p>
      )}
    </div>
  );
}

/** The text of the model step; anything else as JSON. */
function answerOf(output: unknown): string {
  const result = memberOf(output, "result");
  const text = memberOf(result, "text");
  return typeof text === "string" ? text : JSON.stringify(result ?? output, null, 2);
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
