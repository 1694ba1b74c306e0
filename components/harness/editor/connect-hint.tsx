"use client";
import { Panel } from "reactflow";
import { useView } from "@/components/harness/editor/editor-context";

/** Why the line that is being drawn cannot end at the card under the pointer. */
export function ConnectHint() {
  const reason = useView(({ connecting, hovered }) => (hovered ? (connecting?.targets.get(hovered) ?? null) : null));
  const isDrawing = useView((state) => state.connecting !== null);
  if (!isDrawing) return null;
  return (
    <Panel position="bottom-center" className="connect-hint">
      <span role="status" className={reason ? "warn" : "muted"}>
        {reason ?? "Drop it on a card, or on the canvas to add what comes next."}
      </span>
    </Panel>
  );
}
