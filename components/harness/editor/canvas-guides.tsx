"use client";
import { ViewportPortal } from "reactflow";
import { useView } from "@/components/harness/editor/editor-context";

/** The lines that show what a dragged card is aligned with. */
export function CanvasGuides() {
  const guides = useView((state) => state.guides);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <i
          key={axis}
          className="align-guide"
          style={
            axis === "x"
              ? { transform: `translate(${at}px, ${from}px)`, width: 1, height: to - from }
              : { transform: `translate(${from}px, ${at}px)`, width: to - from, height: 1 }
          }
        />
      ))}
    </ViewportPortal>
  );
}
