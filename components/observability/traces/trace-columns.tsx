import { FlaskConical, TriangleAlert } from "lucide-react";
import { formatMicros, formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import { parkedLabel } from "@/lib/observability/traces/parked-label";
import type { TraceView } from "@/lib/observability/traces/schema";
import { formatDuration } from "@/lib/platform/time/format-duration";

/** A failed run shows what failed, not that it failed. */
function RunStatusCell({ trace }: { trace: TraceView }) {
  if (trace.status === "failed" && trace.error) return <Status status="failed" label={trace.error.class} />;
  if (trace.status === "dead-lettered") return <Status status="failed" label="Dead letter" />;
  if (trace.status === "parked") return <Status status="parked" label={parkedLabel(trace.parkedReason)} />;
  return <Status status={trace.status} />;
}

/** What people recognise a run by. */
export function titleOf(trace: TraceView): string {
  return readableInput(trace.inputPreview) || trace.name;
}

/** The first text of a JSON input is what people recognise a run by. */
export function readableInput(preview: string): string {
  const value = preview.match(/"(?:text|message|question|subject|topic|query|body)"\s*:\s*"((?:[^"\\]|\\.)*)/)?.[1];
  if (value !== undefined) return value.replaceAll(/\\[nrt]/g, " ").replaceAll(/\\(.)/g, "$1");
  return preview.startsWith("{") || preview.startsWith("[") ? "" : preview;
}

export const TRACE_COLUMNS: readonly TableColumn<TraceView>[] = [
  { key: "status", header: "Status", width: "150px", cell: (trace) => <RunStatusCell trace={trace} /> },
  {
    key: "run",
    header: "Run",
    primary: true,
    cell: (trace) => (
      <span className="flex items-center gap-1.5" style={{ maxWidth: "46ch" }}>
        <span className="cut">{titleOf(trace)}</span>
        <span className="mono s faint">{trace.id.slice(-4)}</span>
        {trace.degraded && (
          <TriangleAlert className="i xs warn" role="img" aria-label="Degraded: a step gave its fallback value" />
        )}
        {trace.simulated && <FlaskConical className="i xs sim-i" role="img" aria-label="Simulated" />}
      </span>
    ),
  },
  {
    key: "harness",
    header: "Harness, release",
    cell: (trace) => (
      <>
        {trace.name}{" "}
        <span className="mono s faint">
          {trace.release?.number ? `r${trace.release.number}` : trace.environment === "draft" ? "draft" : ""}
        </span>
      </>
    ),
  },
  {
    key: "environment",
    header: "Environment",
    width: "110px",
    cell: (trace) => <span className="muted">{trace.environment}</span>,
  },
  {
    key: "started",
    header: "Started",
    align: "right",
    width: "110px",
    cell: (trace) => <RelativeTime at={trace.startedAt} />,
  },
  {
    key: "duration",
    header: "Duration",
    align: "right",
    width: "90px",
    cell: (trace) => <span className="num">{formatDuration(trace.durationMs)}</span>,
  },
  {
    key: "retries",
    header: "Retries",
    align: "right",
    width: "70px",
    cell: (trace) => <span className={trace.retries > 0 ? "num warn" : "num faint"}>{trace.retries}</span>,
  },
  {
    key: "tokens",
    header: "Tokens",
    align: "right",
    width: "90px",
    cell: (trace) => <span className="num">{formatNumber(trace.tokens)}</span>,
  },
  {
    key: "cost",
    header: "Cost, USD",
    align: "right",
    width: "100px",
    cell: (trace) => (
      <span className="num">{trace.simulated && trace.costMicros === 0 ? "–" : formatMicros(trace.costMicros)}</span>
    ),
  },
];
