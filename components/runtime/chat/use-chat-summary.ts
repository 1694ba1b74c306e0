"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { isTerminal } from "@/lib/release/run-status";
import { chatRunQuery } from "@/lib/runtime/chat/chat-queries";
import { newestSummaryQuery } from "@/lib/runtime/summaries/summary-queries";

type Given = { tenant: string; thread: string | null; turns: readonly string[] };

/** The summary that the model is told, and behind how many of the turns it belongs. Looked for again when a turn ends. */
export function useChatSummary({ tenant, thread, turns }: Given) {
  const last = turns.at(-1);
  const { data: run } = useQuery({ ...chatRunQuery(tenant, last ?? ""), enabled: last !== undefined });
  const isOver = run !== undefined && isTerminal(run.status);
  const { data } = useQuery({
    ...newestSummaryQuery(tenant, thread ?? "", `${last} ${isOver}`),
    enabled: thread !== null && last !== undefined,
    placeholderData: keepPreviousData,
  });
  const summary = thread === null ? null : (data ?? null);
  return { summary, place: summary?.lastRunId ? turns.indexOf(summary.lastRunId) + 1 : 0 };
}
