"use client";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

type Props = {
  label: string;
  /** The side of the panel that the edge is on; the panel is the parent of the edge. */
  side: "left" | "top";
  /** In pixels. */
  min: number;
  max: number;
  /** `sizePx` null: the size that the panel has by itself. */
  onSize: (sizePx: number | null) => void;
};

const STEP_PX = 16;
const BIG_STEP_PX = 64;

/** The edge of a panel: dragged, or moved by arrow keys, it makes the panel larger or smaller. Enter or a double click undoes that. */
export function ResizeEdge({ label, side, min, max, onSize }: Props) {
  const edge = useRef<HTMLHRElement>(null);
  const drag = useRef<{ at: number; size: number } | null>(null);
  const now = usePanelSize(edge, side);
  const place = (event: PointerEvent) => (side === "left" ? event.clientX : event.clientY);
  const resize = (sizePx: number) => onSize(Math.round(Math.min(max, Math.max(min, sizePx))));
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    edge.current?.setPointerCapture(event.pointerId);
    edge.current?.focus();
    drag.current = { at: place(event), size: panelSize(edge.current, side) };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) resize(drag.current.size + drag.current.at - place(event));
  };
  const end = () => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? BIG_STEP_PX : STEP_PX;
    const [larger, smaller] = side === "left" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const wanted = { [larger]: now + step, [smaller]: now - step, Home: min, End: max }[event.key];
    if (wanted === undefined && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (wanted === undefined) onSize(null);
    else resize(wanted);
  };
  return (
    <hr
      ref={edge}
      className={`resize-edge ${side}`}
      tabIndex={0}
      aria-label={label}
      aria-orientation={side === "left" ? "vertical" : "horizontal"}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={now}
      aria-valuetext={`${now} pixels`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onSize(null)}
      onKeyDown={onKeyDown}
    />
  );
}

function panelSize(edge: HTMLElement | null, side: Props["side"]): number {
  const box = edge?.parentElement?.getBoundingClientRect();
  return Math.round((side === "left" ? box?.width : box?.height) ?? 0);
}

/** The size of the panel as it is now, also when the window or what is in it makes it another. */
function usePanelSize(edge: { current: HTMLElement | null }, side: Props["side"]): number {
  const [size, setSize] = useState(0);
  useEffect(() => {
    const panel = edge.current?.parentElement;
    if (!panel) return;
    const observer = new ResizeObserver(() => setSize(panelSize(edge.current, side)));
    observer.observe(panel);
    return () => observer.disconnect();
  }, [edge, side]);
  return size;
}
