"use client";
import { InspectorEdge } from "@/components/harness/editor/panel-edges";
import { HarnessSettings } from "@/components/harness/inspector/harness-settings";
import { InspectorBody } from "@/components/harness/inspector/inspector-body";

/** What is shown while nothing is selected. */
export function HarnessInspector() {
  return (
    <>
      <header>
        <b>Harness</b>
      </header>
      <InspectorBody>
        <HarnessSettings />
      </InspectorBody>
      <InspectorEdge />
    </>
  );
}
