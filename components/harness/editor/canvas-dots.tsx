"use client";
import { useStore } from "reactflow";

const GAP = 16;
/** The middle of a pixel, so that a dot is one. */
const CENTRE = "circle at calc(50% + 0.5px) calc(50% + 0.5px)";

/**
 * The dots under the drawing. They are painted once for a zoom, one gap larger than the canvas on each side, and moved
 * with it by whole pixels: a canvas that is only moved paints no dot again.
 */
export function CanvasDots() {
  const zoom = useStore((state) => state.transform[2]);
  const gap = GAP * zoom;
  const radius = Math.max(zoom, 1) / 2;
  const x = useStore((state) => Math.round(state.transform[0] % gap));
  const y = useStore((state) => Math.round(state.transform[1] % gap));
  return (
    <i
      aria-hidden
      className="react-flow__background canvas-dots"
      style={{
        inset: -gap,
        backgroundImage: `radial-gradient(${CENTRE}, var(--canvas-dot) ${radius}px, transparent ${radius + 0.5}px)`,
        backgroundSize: `${gap}px ${gap}px`,
        opacity: Math.min(1, zoom * zoom),
        transform: `translate(${x}px, ${y}px)`,
      }}
    />
  );
}
