"use client";
import { Ban } from "lucide-react";
import Link from "next/link";
import { MakeTestCase } from "@/components/harness/datasets/make-test-case";
import type { CellState } from "@/components/harness/playground/use-run-stream";
import { WordDiff } from "@/components/harness/releases/word-diff";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { IconButton } from "@/components/ui/icon-button";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Status } from "@/components/ui/status";
import { answerOf } from "@/lib/harness/playground/answer-of";
import type { TestRunState } from "@/lib/harness/test-runs/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";
import { isTerminal } from "@/lib/release/run-status";

type Props = {
  tenant: string;
  runId: string;
  state: CellState | undefined;
  /** The answer of the first column that this one is shown against; null: it is shown as it is. */
  against: string | null;
  onCancel: () => void;
};

/** What one column answers to one row: the text while it is written, then how long it took and what it cost. */
export function PlaygroundCell({ tenant, runId, state, against, onCancel }: Props) {
  const run = state?.run ?? null;
  const isOver = run !== null && isTerminal(run.status);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Status status={run?.status ?? "queued"} />
        {run?.simulated && <SimulatedBadge />}
        <span className="grow" />
        {isOver ? (
          <MakeTestCase tenant={tenant} runId={runId} environment="draft" />
        ) : (
          <IconButton label="Cancel this answer" size="sm" onClick={onCancel}>
            <Ban className="i xs" aria-hidden />
          </IconButton>
        )}
        <Link className="linkish" href={`/${tenant}/runs/${runId}`}>
          Open the run
        </Link>
      </div>
      <Answer state={state} against={against} />
      {isOver && <Figures run={run} />}
    </div>
  );
}

function Answer({ state, against }: Pick<Props, "state" | "against">) {
  const run = state?.run;
  if (run?.error)
    return (
      <p className="[overflow-wrap:anywhere]" role="alert">
        <span className="mono s text-fail">{run.error.class}</span> {run.error.message}
      </p>
    );
  if (run?.status === "succeeded" && against !== null)
    return <WordDiff before={against} after={answerOf(run.output)} />;
  if (run?.status === "succeeded")
    return <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{answerOf(run.output)}</p>;
  const [writing] = Object.values(state?.texts ?? {});
  if (!writing || (run && isTerminal(run.status))) return null;
  return (
    <p className="said whitespace-pre-wrap [overflow-wrap:anywhere]" data-writing>
      {writing.isPartial && "…"}
      {writing.text}
      <span className="caret" aria-hidden />
    </p>
  );
}

function Figures({ run }: { run: TestRunState }) {
  const { startedAt, endedAt, inputTokens, outputTokens, simulated, costMicros } = run;
  return (
    <p className="num whitespace-normal text-12 text-muted">
      {startedAt !== null && endedAt !== null && `${formatDuration(endedAt - startedAt)}, `}
      {formatNumber(inputTokens)} tokens in, {formatNumber(outputTokens)} out,{" "}
      {simulated ? "cost not counted" : `${formatMicros(costMicros)} USD`}
    </p>
  );
}
