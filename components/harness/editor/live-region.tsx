"use client";
import { useView } from "@/components/harness/editor/editor-context";

/** Says what happened on the canvas to people who hear it. */
export function LiveRegion() {
  const announcement = useView((state) => state.announcement);
  return (
    <div role="status" aria-live="polite" className="sr">
      {announcement}
    </div>
  );
}
