"use client";
import { RotateCw } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import type { WaterfallRow } from "@/components/observability/run/waterfall-rows";
import { formatNumber } from "@/components/ui/format-number";
import { NodeKindIcon } from "@/components/ui/node-kind";
import type { SpanView } from "@/lib/observability/traces/schema";
import { spanStatus } from "@/lib/observability/traces/span-status";
import { formatDuration } from "@/lib/platform/time/format-duration";

const INDENT_PX = 14;
const MAX_INDENT = 8;
/** In per cent of the track: so much room a label needs beside its bar. */
const LABEL_ROOM = 30;

type Range = { from: number; to: number };
type Props = {
  row: WaterfallRow;
  range: Range;
  nowMs: number;
  top: number;
  isSelected: boolean;
  /** The one row that Tab reaches. */
  isEntry: boolean;
  onSelect: (id: string) => void;
};

export const WaterfallLine = memo(function WaterfallLine(props: Props) {
  const { row, range, nowMs, top, isSelected, isEntry, onSelect } = props;
  const newest = row.attempts.at(-1);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSelected && document.activeElement?.closest("[role=listbox]"))
      element.current?.focus({ preventScroll: true });
  }, [isSelected]);
  if (!newest) return null;
  const name = row.attempts[0]?.iterationPath ? `${newest.name} ${newest.iterationPath.slice(1)}` : newest.name;
  return (
    <div
      ref={element}
      className="wf-row"
      role="option"
      tabIndex={isEntry ? 0 : -1}
      aria-selected={isSelected}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(row.id)}
      onKeyDown={(event) => event.key === "Enter" && onSelect(row.id)}
    >
      <span className="wf-name" style={{ paddingLeft: 12 + Math.min(row.depth, MAX_INDENT) * INDENT_PX }}>
        <NodeKindIcon kind={newest.kind} />
        <span className="cut">{name}</span>
        {row.attempts.length > 1 && (
          <span className="st warn t11">
            <RotateCw className="i xs" aria-hidden />
            {row.attempts.length}
            <span className="sr">attempts</span>
          </span>
        )}
      </span>
      <span className="wf-duration num s">{formatDuration(totalMs(row.attempts, nowMs))}</span>
      <span className="wf-track">
        <Bars attempts={row.attempts} range={range} nowMs={nowMs} />
      </span>
    </div>
  );
});

const endOf = (span: SpanView, nowMs: number) => (span.endedAt ? Date.parse(span.endedAt) : nowMs);

function totalMs(attempts: readonly SpanView[], nowMs: number): number {
  const [first, last] = [attempts[0], attempts.at(-1)];
  return first && last ? endOf(last, nowMs) - Date.parse(first.startedAt) : 0;
}

function Bars({ attempts, range, nowMs }: { attempts: readonly SpanView[]; range: Range; nowMs: number }) {
  const place = (at: number) => ((at - range.from) / (range.to - range.from)) * 100;
  const last = attempts.at(-1);
  if (!last) return null;
  const end = place(endOf(last, nowMs));
  const start = place(Date.parse(attempts[0]?.startedAt ?? last.startedAt));
  const label = labelOf(last);
  return (
    <>
      {attempts.map((span, index) => {
        const before = attempts[index - 1];
        const left = place(Date.parse(span.startedAt));
        const state = spanStatus(span);
        const from = before ? place(endOf(before, nowMs)) : left;
        return (
          <span key={span.id}>
            {before && (
              <i className="wf-bar backoff" style={{ left: `${from}%`, width: `${Math.max(0, left - from)}%` }} />
            )}
            <i
              className={`wf-bar ${span.kind === "policy" ? "policy" : ""} ${state}`}
              style={{ left: `${left}%`, width: `${Math.max(0, place(endOf(span, nowMs)) - left)}%` }}
            />
          </span>
        );
      })}
      {label && (
        <Label from={start} to={end}>
          {label}
        </Label>
      )}
    </>
  );
}

/** Behind its bar, before it, or over its end when the bar leaves no room on either side. `from`, `to`: of the bar, in per cent. */
function Label({ from, to, children }: { from: number; to: number; children: string }) {
  const isBehind = to <= 100 - LABEL_ROOM;
  if (!isBehind && from < LABEL_ROOM) return <span className="wf-label over">{children}</span>;
  return (
    <span className="wf-label" style={isBehind ? { left: `${to}%` } : { right: `${100 - from}%` }}>
      {children}
    </span>
  );
}

function labelOf(span: SpanView): string | null {
  if (span.error) return span.error.class;
  if (span.tokens) return `${formatNumber(span.tokens)} tok`;
  return span.kind === "policy" ? "allow" : null;
}
