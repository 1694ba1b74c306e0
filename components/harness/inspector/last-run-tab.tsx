"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useEditorShared, useView } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { RoundList } from "@/components/harness/inspector/round-list";
import { useRounds } from "@/components/harness/inspector/use-rounds";
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
  const { runId } = useTestRun();
  const { rounds, round, span } = useShownSpan(node.id);
  const output = useOutput(runId, span);
  // An output of one round is none of the step.
  const isWhole = output !== undefined && !round;
  return (
    <>
      <Suspense fallback={<Skeleton width="60%" />}>
        <PinnedOutput node={node} recorded={runId && isWhole ? { runId, output } : null} />
      </Suspense>
      {round && <RoundList rounds={rounds} chosen={round.path} />}
      {runId && span ? <SpanContent key={span.id} runId={runId} span={span} /> : <NotRun />}
    </>
  );
}

/** The span whose input and output are shown: of the chosen item or round, else the newest of the step. */
function useShownSpan(nodeId: string) {
  const { lastRun } = useEditorShared();
  const rounds = useRounds(nodeId);
  const iteration = useView((state) => state.iteration);
  const newest = lastRun.get(nodeId);
  const round = rounds.find(({ path }) => path === iteration) ?? rounds.find(({ span }) => span.id === newest?.id);
  const shown = round ?? rounds.at(-1);
  return { rounds, round: shown, span: shown?.span ?? newest };
}

function NotRun() {
  const { runId, earlier } = useTestRun();
  if (!runId && earlier === undefined) return <Skeleton width="60%" />;
  return (
    <p className="text-muted">{runId ? "It did not run in the last test." : "No test run of this harness is known."}</p>
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
