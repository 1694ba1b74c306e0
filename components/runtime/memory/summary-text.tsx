import type { SummaryView } from "@/lib/runtime/summaries/schema";

/** What a summary says, as the model is told it, or why it is not shown. */
export function SummaryText({ summary: { text } }: { summary: Pick<SummaryView, "text"> }) {
  if (text === null)
    return (
      <p className="text-faint">
        Not shown: one of its messages was redacted, or your role may not read payloads of this environment.
      </p>
    );
  return <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>;
}
