import { FlaskConical } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { DeadLetterView } from "@/lib/runtime/dead-letters/schema";

/** Open letters say what went wrong; resolved ones what became of them. */
export function LetterState({ letter }: { letter: DeadLetterView }) {
  const { resolution, reason, error } = letter;
  if (resolution?.kind === "discarded") return <Status status="disabled" label="Discarded" />;
  if (resolution)
    return <Status status={resolution.replay?.status ?? "pending"} label={replayWord(resolution.replay)} />;
  return <Status status="failed" label={reason === "poison" ? "poison" : error.class} />;
}

const replayWord = (replay: { status: string } | null): string =>
  replay?.status === "succeeded" ? "Replayed, succeeded" : `Replayed, ${replay?.status ?? "run gone"}`;

export const DEAD_LETTER_COLUMNS: readonly TableColumn<DeadLetterView>[] = [
  { key: "state", header: "State", width: "190px", cell: (row) => <LetterState letter={row} /> },
  {
    key: "message",
    header: "What happened",
    primary: true,
    cell: (row) => (
      <span className="flex items-center gap-1.5" style={{ maxWidth: "64ch" }}>
        <span className="cut">{row.error.message}</span>
        <span className="mono s faint">{row.run.slice(-4)}</span>
        {row.simulated && <FlaskConical className="i xs sim-i" role="img" aria-label="Simulated" />}
      </span>
    ),
  },
  {
    key: "harness",
    header: "Harness, release",
    width: "190px",
    cell: ({ harness, release }) => (
      <>
        {harness.name} <span className="mono s faint">{release.number ? `r${release.number}` : ""}</span>
      </>
    ),
  },
  {
    key: "node",
    header: "Step",
    width: "140px",
    cell: (row) => <span className="mono muted">{row.node ?? "none"}</span>,
  },
  {
    key: "entered",
    header: "Since",
    width: "110px",
    align: "right",
    cell: (row) => (
      <span className="muted">
        <RelativeTime at={row.enteredAt} />
      </span>
    ),
  },
];
