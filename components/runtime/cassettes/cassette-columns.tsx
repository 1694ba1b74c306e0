import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { CassetteRow } from "@/lib/runtime/cassettes/schema";

/** One line of a text that may be long; a role that may not read it is told so. */
function Line({ text }: { text: string | null }) {
  if (text === null) return <span className="muted">Your role does not read this</span>;
  return (
    <span className="cut block" style={{ maxWidth: "44ch" }}>
      {text}
    </span>
  );
}

export const CASSETTE_COLUMNS: readonly TableColumn<CassetteRow>[] = [
  {
    key: "question",
    header: "Asked",
    primary: true,
    cell: ({ question }) => <Line text={question} />,
  },
  {
    key: "answer",
    header: "Answered",
    cell: ({ answer }) => <Line text={answer} />,
  },
  {
    key: "model",
    header: "Model",
    width: "200px",
    cell: ({ provider, model }) => (
      <span className="mono s">
        {provider}/{model}
      </span>
    ),
  },
  {
    key: "harness",
    header: "Recorded by",
    width: "190px",
    cell: ({ run }) =>
      run ? (
        <span className="cut block" style={{ maxWidth: "28ch" }}>
          {run.harness}, {run.environment}
        </span>
      ) : (
        <span className="muted">–</span>
      ),
  },
  {
    key: "at",
    header: "Recorded",
    width: "120px",
    align: "right",
    cell: ({ recordedAt }) => <RelativeTime at={recordedAt} />,
  },
];
