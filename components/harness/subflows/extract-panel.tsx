"use client";
import { lazy, Suspense } from "react";
import { useEditorStores, useView } from "@/components/harness/editor/editor-context";

const ExtractDialog = lazy(() =>
  import("@/components/harness/subflows/extract-dialog").then((module) => ({ default: module.ExtractDialog })),
);

/** The dialog that makes a subflow, loaded when it is first wanted. */
export function ExtractPanel() {
  const { view } = useEditorStores();
  const isOpen = useView((state) => state.panel === "extract");
  if (!isOpen) return null;
  return (
    <Suspense>
      <ExtractDialog onClose={() => view.setState({ panel: null })} />
    </Suspense>
  );
}
