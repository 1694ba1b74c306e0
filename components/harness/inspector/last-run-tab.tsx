"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { ErrorState } from "@/components/ui/error-state";
import { JsonView } from "@/components/ui/json-view";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { DraftNode } from "@/lib/harness/graph/draft";
import type { SpanView } from "@/lib/observability/traces/schema";
import { spanStatus } from "@/lib/observability/traces/span-status";
import { spanQuery } from "@/lib/observability/traces/trace-queries";
import { formatDuration } from "@/lib/platform/time/format-duration";

const PinnedOutput = lazy(() =>
  import("@/components/harness/pins/pinned-output").then((module) => ({ default: module.PinnedOutput })),
);

/** What the node is pinned to, and its input and output in the last test run. */
export function LastRunTab({ node }: { node: DraftNode }) {
  const { lastRun } = useEditorShared();
  const { runId } = useTestRun();
  const span = lastRun.get(node.id);
  const output = useOutput(runId, span);
  return (
    <>
      <Suspense fallback={<Skeleton width="60%" />}>
        <PinnedOutput node={node} recorded={runId && output !== undefined ? { runId, output } : null} />
      </Suspense>
      {runId && span ? (
        <SpanContent runId={runId} span={span} />
      ) : (
        <p className="text-muted">It has not run in a test since this page was opened.</p>
      )}
    </>
  );
}

/** What the step gave in the run; undefined while it is not known, and for a step that did not succeed. */
function useOutput(runId: string | null, span: SpanView | undefined): unknown {
  const { tenant } = useEditorShared();
  const isDone = span?.state === "closed" && span.status === "ok";
  const { data } = useQuery({
    ...spanQuery(tenant, runId ?? "", span?.id ?? "", "closed"),
    enabled: runId !== null && isDone,
  });
  return isDone && data && data.output !== null && !data.isRedacted ? readable(data.output) : undefined;
}

function SpanContent({ runId, span }: { runId: string; span: SpanView }) {
  const { tenant } = useEditorShared();
  const { data, error, refetch } = useQuery(spanQuery(tenant, runId, span.id, span.state));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return (
    <>
      <p className="flex items-center gap-2">
        <Status status={spanStatus(span)} />
        <span className="num s">{formatDuration(span.durationMs)}</span>
        {span.attempt > 1 && <span className="warn t12">attempt {span.attempt}</span>}
      </p>
      {span.error && <p className="fail text-12">{span.error.message}</p>}
      {data ? (
        <>
          {data.input !== null && <JsonView label="Input" value={readable(data.input)} />}
          {data.output !== null && <JsonView label="Output" value={readable(data.output)} />}
          {data.isRedacted && (
            <p className="text-12 text-muted">Your role may not read the content of this environment.</p>
          )}
        </>
      ) : (
        <Skeleton width="80%" />
      )}
    </>
  );
}

/** Stored content is text; JSON shows as JSON. */
export function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
