import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { CassetteRow } from "@/lib/runtime/cassettes/schema";

const Hidden = () => <span className="muted">Your role does not read this</span>;

export const CASSETTE_COLUMNS: readonly TableColumn<CassetteRow>[] = [
  {
    key: "question",
    header: "Asked",
    primary: true,
    cell: ({ question }) => (question === null ? <Hidden /> : <span className="medium">{question}</span>),
  },
  { key: "answer", header: "Answered", cell: ({ answer }) => (answer === null ? <Hidden /> : answer) },
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
    cell: ({ run }) => (run ? `${run.harness}, ${run.environment}` : <span className="muted">–</span>),
  },
  {
    key: "at",
    header: "Recorded",
    width: "120px",
    align: "right",
    cell: ({ recordedAt }) => <RelativeTime at={recordedAt} />,
  },
];
