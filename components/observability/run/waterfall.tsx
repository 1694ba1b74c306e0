"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef } from "react";
import { WaterfallLine } from "@/components/observability/run/waterfall-line";
import { ticksOf, type WaterfallRow } from "@/components/observability/run/waterfall-rows";
import { formatDuration } from "@/lib/platform/time/format-duration";

const ROW_PX = 26;
const MAX_TICKS = 6;

type Props = {
  rows: readonly WaterfallRow[];
  range: { from: number; to: number };
  nowMs: number;
  selectedId: string | null;
  onSelect: (id: string) => void;
};

/** Steps and calls over time. Rows are virtual: a run of thousands of spans mounts a few dozen. */
export function Waterfall({ rows, range, nowMs, selectedId, onSelect }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const selected = rows.findIndex((row) => row.attempts.some((attempt) => attempt.id === selectedId));
  const move = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    onSelect(row.id);
    virtual.scrollToIndex(Math.max(0, Math.min(rows.length - 1, to)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = { ArrowDown: selected + 1, ArrowUp: selected - 1, Home: 0, End: rows.length - 1 }[event.key];
    const failed = event.key === "e" ? rows.findIndex((row, index) => index > selected && hasFailed(row)) : -1;
    if (target === undefined && failed < 0) return;
    event.preventDefault();
    move(target ?? failed);
  };
  return (
    <>
      <Axis spanMs={range.to - range.from} count={rows.length} errors={rows.filter(hasFailed).length} />
      <div ref={scroller} className="wf-body" role="listbox" aria-label="Waterfall" onKeyDown={onKeyDown}>
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <WaterfallLine
                key={item.key}
                row={row}
                range={range}
                nowMs={nowMs}
                top={item.start}
                isSelected={item.index === selected}
                isEntry={selected < 0 ? item.index === 0 : item.index === selected}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

const hasFailed = (row: WaterfallRow) => row.attempts.some((attempt) => attempt.status === "error");

function Axis({ spanMs, count, errors }: { spanMs: number; count: number; errors: number }) {
  return (
    <div className="wf-axis">
      <span>
        {count} {count === 1 ? "row" : "rows"}, {errors} failed
      </span>
      <span>duration</span>
      <div className="wf-ticks" aria-hidden>
        {ticksOf(spanMs, MAX_TICKS).map((offset) => (
          <span key={offset} style={{ left: `${(offset / spanMs) * 100}%` }}>
            {offset === 0 ? "0" : formatDuration(offset)}
          </span>
        ))}
      </div>
    </div>
  );
}
