"use client";
import { type PointerEvent, useEffect, useMemo, useRef } from "react";
import { Panel, useReactFlow, useStore, useStoreApi } from "reactflow";
import { type MapShapes, mapShapes } from "@/components/harness/editor/map-shapes";

const MARGIN_SHARE = 0.04;
const WHEEL_ZOOM = 0.002;

/** The whole drawing in small, and what is seen of it. Dragging moves the canvas, the wheel zooms it. */
export function CanvasMap() {
  const nodes = useStore((state) => state.nodes);
  const flow = useStoreApi();
  const map = useRef<SVGSVGElement>(null);
  const shapes = useMemo(() => {
    const { nodeLookup } = flow.getState();
    return mapShapes(nodes.flatMap(({ id }) => nodeLookup.get(id) ?? []));
  }, [nodes, flow]);
  const seen = useSeen();
  const frame = frameOf(shapes, seen);
  useWheelZoom(map);
  return (
    <Panel position="bottom-right" className="editor-minimap">
      <svg ref={map} viewBox={frame} role="img" aria-label="Map of the canvas" {...useMapDrag()}>
        <path className="frames" d={shapes.frames} />
        <path className="cards" d={shapes.cards} />
        <path className="chosen" d={shapes.chosen} />
        <rect {...seen} />
      </svg>
    </Panel>
  );
}

/** The part of the drawing that is on the screen. */
function useSeen() {
  const [left, top, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return { x: -left / zoom, y: -top / zoom, width: width / zoom, height: height / zoom };
}

/** A view box that holds the drawing and what is seen, with a margin. */
function frameOf({ bounds }: MapShapes, seen: ReturnType<typeof useSeen>): string {
  const x = Math.min(seen.x, bounds?.x ?? seen.x);
  const y = Math.min(seen.y, bounds?.y ?? seen.y);
  const width = Math.max(seen.x + seen.width, bounds ? bounds.x + bounds.width : x) - x;
  const height = Math.max(seen.y + seen.height, bounds ? bounds.y + bounds.height : y) - y;
  const margin = Math.max(width, height) * MARGIN_SHARE;
  return `${x - margin} ${y - margin} ${width + margin * 2} ${height + margin * 2}`;
}

function useMapDrag() {
  const { getViewport, setViewport } = useReactFlow();
  const last = useRef<{ x: number; y: number } | null>(null);
  const note = ({ clientX, clientY }: PointerEvent) => {
    last.current = { x: clientX, y: clientY };
  };
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      note(event);
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const scale = event.currentTarget.getScreenCTM()?.a;
      if (!last.current || !scale) return;
      const { x, y, zoom } = getViewport();
      const by = zoom / scale;
      const [right, down] = [event.clientX - last.current.x, event.clientY - last.current.y];
      void setViewport({ x: x - right * by, y: y - down * by, zoom });
      note(event);
    },
    onLostPointerCapture: () => {
      last.current = null;
    },
  };
}

/** React listens to the wheel without being allowed to keep the page from scrolling. */
function useWheelZoom(map: { current: SVGSVGElement | null }): void {
  const { getZoom, zoomTo } = useReactFlow();
  useEffect(() => {
    const element = map.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      void zoomTo(getZoom() * 2 ** (-event.deltaY * WHEEL_ZOOM));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [map, getZoom, zoomTo]);
}
