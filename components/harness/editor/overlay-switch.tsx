"use client";
import { useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { Segmented } from "@/components/ui/segmented";

/** Whether cards and lines show the last test run. */
export function OverlaySwitch() {
  const { view } = useEditorStores();
  const overlay = useView((state) => state.overlay);
  return (
    <Segmented
      label="Canvas overlay"
      value={overlay}
      onChange={(next) => view.setState({ overlay: next })}
      options={[
        { value: "run", label: "Last run" },
        { value: "off", label: "Off" },
      ]}
    />
  );
}
