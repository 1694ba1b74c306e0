"use client";
import { setPanelSize } from "@/components/shell/view-preferences";
import { ResizeEdge } from "@/components/ui/resize-edge";

// The bounds are those of editor.css, which also leaves room for the canvas in a small window.

/** Makes the inspector wider or narrower, for this person in this browser. */
export const InspectorEdge = () => (
  <ResizeEdge
    label="Width of the inspector"
    side="left"
    min={280}
    max={720}
    onSize={(sizePx) => setPanelSize("inspector-width", sizePx)}
  />
);

/** Makes the panel above the test bar higher or lower, for this person in this browser. */
export const TestPanelEdge = () => (
  <ResizeEdge
    label="Height of the test panel"
    side="top"
    min={160}
    max={900}
    onSize={(sizePx) => setPanelSize("test-height", sizePx)}
  />
);
