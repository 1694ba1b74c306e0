import { Check, FoldVertical, Minus, ScanLine } from "lucide-react";
import { partColor } from "@/components/runtime/memory/part-color";
import { Trust } from "@/components/runtime/memory/trust";
import { DataTable } from "@/components/ui/data-table";
import { formatNumber } from "@/components/ui/format-number";
import type { TableColumn } from "@/components/ui/table-column";
import { type ContextPlan, isSent, type PlanSegment } from "@/lib/runtime/memory/context-plan";

const DECISION = {
  included: { icon: Check, word: "in", tone: "" },
  elided: { icon: ScanLine, word: "stub", tone: "warn" },
  summarised: { icon: FoldVertical, word: "summarised", tone: "text-muted" },
  dropped: { icon: Minus, word: "left out", tone: "text-muted" },
} as const;

const columnsOf = (onOpen: Open | undefined): readonly TableColumn<PlanSegment>[] => [
  {
    key: "part",
    header: "Part",
    width: "120px",
    cell: (segment) => (
      <span className="inline-flex items-center gap-2">
        <i
          className="size-2 rounded-[2px]"
          style={
            isSent(segment)
              ? { background: partColor(segment.part) }
              : { boxShadow: `inset 0 0 0 1.5px ${partColor(segment.part)}` }
          }
        />
        {segment.part}
      </span>
    ),
  },
  { key: "what", header: "What", cell: (row) => <What segment={row} onOpen={onOpen} /> },
  { key: "decision", header: "Decision", width: "110px", cell: (row) => <Decision segment={row} /> },
  {
    key: "tokens",
    header: "Tokens",
    align: "right",
    width: "90px",
    cell: (row) => <span className={`num ${toneOf(row)}`}>{formatNumber(row.tokens)}</span>,
  },
  { key: "why", header: "Why", cell: (row) => <span className="pl-3 text-muted">{row.reason}</span> },
  { key: "trust", header: "Trust", width: "110px", cell: (row) => <Trust trust={row.trust ?? "trusted"} /> },
];

const toneOf = (segment: PlanSegment): string => (isSent(segment) ? "" : "text-muted");

type Open = (version: number) => void;
type Props = {
  plan: ContextPlan;
  /** Opens the text of a version of the summary. */
  onOpen?: Open;
};

/** The parts of one call: sent, sent as a stub, summarised or left out, and why. */
export function SegmentTable({ plan, onOpen }: Props) {
  return (
    <DataTable
      caption="Parts of this call"
      columns={columnsOf(onOpen)}
      rows={plan.segments}
      rowKey={(row) => `${row.part} ${row.decision} ${row.id}`}
    />
  );
}

function What({ segment, onOpen }: { segment: PlanSegment; onOpen: Open | undefined }) {
  const { part, label, version } = segment;
  if (part !== "summary" || version === undefined || !onOpen) return <span className={toneOf(segment)}>{label}</span>;
  return (
    <button type="button" className="linkish" onClick={() => onOpen(version)}>
      {label}
    </button>
  );
}

function Decision({ segment }: { segment: PlanSegment }) {
  const { icon: Icon, word, tone } = DECISION[segment.decision];
  return (
    <span className={`inline-flex items-center gap-1.5 ${tone}`}>
      <Icon className="i xs" aria-hidden />
      {word}
    </span>
  );
}
