"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLiveTrace } from "@/components/observability/run/use-live-trace";
import { saidIn, toolUses } from "@/components/runtime/chat/turn-model";
import { TurnTools } from "@/components/runtime/chat/turn-tools";
import { ErrorState } from "@/components/ui/error-state";
import { InertMarkdown } from "@/components/ui/inert-markdown";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { parkedLabel } from "@/lib/observability/traces/parked-label";
import { isTerminal } from "@/lib/release/run-status";
import { chatRunQuery } from "@/lib/runtime/chat/chat-queries";
import { answerOf } from "@/lib/runtime/expose/chat-shape";
import { RunView } from "@/lib/runtime/runs/schema";

type Props = { tenant: string; runId: string; field: string; agent: string };

/** What a person said and what came back: one run, live while it goes on. */
export function ChatTurn({ tenant, runId, field, agent }: Props) {
  const { data, error, refetch } = useQuery(chatRunQuery(tenant, runId));
  const { spans, texts } = useLiveTrace(tenant, runId);
  if (!data)
    return <li>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton width="50%" />}</li>;
  const run = RunView.parse(data);
  const written = Object.values(texts)
    .map(({ text }) => text)
    .join("\n\n");
  return (
    <li className="grid gap-3">
      <p className="max-w-[80%] justify-self-end whitespace-pre-wrap rounded-2 bg-surface-3 px-3 py-2 [overflow-wrap:anywhere]">
        <span className="sr">You: </span>
        {run.isRedacted ? (
          <span className="text-faint">Not shown: your role may not read this.</span>
        ) : (
          saidIn(run.input, field)
        )}
      </p>
      <div className="grid min-w-0 gap-2">
        <div className="flex items-center gap-2 text-12">
          <b className="medium">{agent}</b>
          <TurnState run={run} />
          {run.simulated && <SimulatedBadge />}
          <Link className="linkish ml-auto" href={`/${tenant}/runs/${run.id}`}>
            Open the run
          </Link>
        </div>
        <TurnTools uses={toolUses(spans.data)} />
        <Answer run={run} written={written} />
      </div>
    </li>
  );
}

function TurnState({ run }: { run: RunView }) {
  if (run.status === "succeeded") return null;
  return <Status status={run.status} label={run.parked ? parkedLabel(run.parked.reason) : undefined} />;
}

function Answer({ run, written }: { run: RunView; written: string }) {
  if (run.status === "succeeded")
    return run.isRedacted ? (
      <p className="text-faint">Not shown: your role may not read this.</p>
    ) : (
      <InertMarkdown text={answerOf(run.output)} />
    );
  if (isTerminal(run.status)) return <p className="fail">{run.error?.message ?? "The run ended without an answer."}</p>;
  if (written === "") return run.parked ? null : <Skeleton width="40%" />;
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]" aria-live="off">
      {written}
      <span className="caret" aria-hidden />
    </p>
  );
}
