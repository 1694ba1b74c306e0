"use client";
import { lazy, Suspense } from "react";
import { useView } from "@/components/harness/editor/editor-context";

const EditorCommands = lazy(async () => ({
  default: (await import("@/components/harness/editor/editor-commands")).EditorCommands,
}));
const PinsInView = lazy(async () => ({ default: (await import("@/components/harness/pins/pins-in-view")).PinsInView }));
const EarlierTestInView = lazy(async () => ({
  default: (await import("@/components/harness/editor/earlier-test-in-view")).EarlierTestInView,
}));
const TypesInView = lazy(async () => ({
  default: (await import("@/components/harness/editor/types-in-view")).TypesInView,
}));
const WaiversInView = lazy(async () => ({
  default: (await import("@/components/harness/waivers/waivers-in-view")).WaiversInView,
}));

/** What comes to the canvas after it is drawn. A harness that is being archived is not asked for anything more. */
export function LateViews() {
  const isLeaving = useView((state) => state.isLeaving);
  if (isLeaving) return null;
  return (
    <Suspense>
      <EditorCommands />
      <PinsInView />
      <TypesInView />
      <EarlierTestInView />
      <WaiversInView />
    </Suspense>
  );
}
