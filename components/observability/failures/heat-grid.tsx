"use client";
import { Fragment, type KeyboardEvent, useRef, useState } from "react";
import { heatColors, heatStep } from "@/components/charts/heat-scale";
import { AttemptStrip } from "@/components/observability/failures/attempt-strip";
import type { CellPlace } from "@/components/observability/failures/cell-place";
import { formatPercent } from "@/components/ui/format-number";
import type { FailureMap } from "@/lib/observability/failures/schema";

const FEW = 10;
const MARK_EVERY = 4;

type Props = { map: FailureMap; open: CellPlace | null; onOpen: (place: CellPlace) => void };

/** Node by time. One cell is in the tab order; arrows move, Enter opens what is behind it. */
export function HeatGrid({ map, open, onOpen }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ row: 0, column: map.columns.length - 1 });
  const focus = (row: number, column: number) => {
    const next = {
      row: Math.max(0, Math.min(map.rows.length - 1, row)),
      column: Math.max(0, Math.min(map.columns.length - 1, column)),
    };
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    focus(at.row + (step[0] ?? 0), at.column + (step[1] ?? 0));
  };
  return (
    <div
      ref={grid}
      className="heat"
      style={{ gridTemplateColumns: `minmax(110px, 200px) repeat(${map.columns.length}, minmax(19px, 1fr)) 52px` }}
    >
      <AttemptStrip map={map} />
      <span />
      {map.columns.map((column, index) => (
        <span key={column} className="heat-hour">
          {index % MARK_EVERY === 0 ? columnLabel(column, map.columnMs) : ""}
        </span>
      ))}
      <span className="heat-hour right">%</span>
      {map.rows.map((row, rowIndex) => (
        <Fragment key={`${row.harness}/${row.node}`}>
          {row.harness !== map.rows[rowIndex - 1]?.harness && <h2 className="heat-group">{row.harness}</h2>}
          <span className="cut pr-2">{row.node}</span>
          {row.cells.map((cell, column) => (
            <HeatCell
              key={map.columns[column]}
              cell={cell}
              place={`${rowIndex}-${column}`}
              label={cellLabel(row.node, map.columns[column] ?? "", cell)}
              isEntry={at.row === rowIndex && at.column === column}
              isOpen={isPlace(open, row, map.columns[column])}
              onKeyDown={onKeyDown}
              onFocus={() => setAt({ row: rowIndex, column })}
              onOpen={() => onOpen({ harness: row.harness, node: row.node, start: map.columns[column] ?? "" })}
            />
          ))}
          <span className={row.failed > 0 ? "num s right" : "num s right faint"}>
            {formatPercent(row.attempts === 0 ? null : row.failed / row.attempts)}
          </span>
        </Fragment>
      ))}
    </div>
  );
}

const isPlace = (open: CellPlace | null, row: FailureMap["rows"][number], start: string | undefined) =>
  open?.harness === row.harness && open.node === row.node && open.start === start;

type CellProps = {
  cell: FailureMap["rows"][number]["cells"][number];
  place: string;
  label: string;
  isEntry: boolean;
  isOpen: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
  onOpen: () => void;
};

function HeatCell({ cell, place, label, isEntry, isOpen, onKeyDown, onFocus, onOpen }: CellProps) {
  const isFew = cell !== null && cell.attempts < FEW && cell.failed > 0;
  return (
    <button
      type="button"
      data-cell={place}
      tabIndex={isEntry ? 0 : -1}
      className={isFew ? "heat-cell few" : "heat-cell"}
      style={cell ? colorsOf(cell) : undefined}
      aria-label={label}
      title={label}
      aria-disabled={cell === null}
      aria-pressed={isOpen}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={cell ? onOpen : undefined}
    >
      {cell ? cell.failed > 0 && cell.failed : <i className="dot" />}
    </button>
  );
}

/** The colour only: the hatch of few samples stays on top of it. */
function colorsOf({ attempts, failed }: { attempts: number; failed: number }) {
  const { background, color } = heatColors(heatStep(failed / attempts));
  return { backgroundColor: background, color };
}

const hour = (iso: string) => `${iso.slice(11, 13)}:00`;

function columnLabel(iso: string, columnMs: number): string {
  return columnMs > 3_600_000
    ? new Date(iso).toLocaleDateString("en-GB", { weekday: "short", timeZone: "UTC" })
    : hour(iso);
}

function cellLabel(node: string, start: string, cell: FailureMap["rows"][number]["cells"][number]): string {
  const when = `${start.slice(0, 10)} ${hour(start)} UTC`;
  if (!cell) return `${node}, ${when}, no data`;
  return `${node}, ${when}, ${cell.failed} of ${cell.attempts} failed, ${formatPercent(cell.failed / cell.attempts)}`;
}
