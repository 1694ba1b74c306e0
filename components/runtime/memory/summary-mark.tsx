"use client";
import { ChevronRight, FoldVertical } from "lucide-react";
import { SummaryText } from "@/components/runtime/memory/summary-text";
import { makerOf, messagesOf } from "@/components/runtime/memory/summary-words";
import type { SummaryView } from "@/lib/runtime/summaries/schema";

/** In a conversation: from here on back the model is told a summary. It opens. */
export function SummaryMark({ summary }: { summary: SummaryView }) {
  return (
    <details className="group min-w-0 rounded-2 border border-border border-dashed bg-surface-2">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-2 text-12 text-muted">
        <FoldVertical className="i xs flex-none" aria-hidden />
        <span className="min-w-0">
          {messagesOf(summary)} {summary.fromSeq === summary.toSeq ? "is" : "are"} summarised for the model
        </span>
        <ChevronRight className="i xs ml-auto flex-none group-open:rotate-90" aria-hidden />
      </summary>
      <div className="grid gap-2 border-border border-t px-3 py-2.5">
        <SummaryText summary={summary} />
        <p className="text-12 text-faint">
          {makerOf(summary)}; {summary.tokens} tokens for {summary.sourceTokens}.
        </p>
      </div>
    </details>
  );
}
