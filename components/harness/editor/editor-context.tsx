"use client";
import { createContext, type ReactNode, use } from "react";
import { useStore } from "zustand";
import type { EditorActions, EditorState, EditorStore } from "@/components/harness/editor/editor-store";
import type { LibraryView } from "@/lib/harness/drafts/schema";
import type { SpanView } from "@/lib/observability/traces/schema";
import type { Finding, ReadinessReport } from "@/lib/release/readiness-report";

export type EditorShared = {
  tenant: string;
  harness: string;
  store: EditorStore;
  library: LibraryView;
  report: ReadinessReport;
  /** Newest span of each node in the last test run, by node id. */
  lastRun: ReadonlyMap<string, SpanView>;
};
const EditorContext = createContext<EditorShared | null>(null);

export function EditorProvider({ shared, children }: { shared: EditorShared; children: ReactNode }) {
  return <EditorContext value={shared}>{children}</EditorContext>;
}

export function useEditorShared(): EditorShared {
  const shared = use(EditorContext);
  if (!shared) throw new Error("This part is used outside of the editor.");
  return shared;
}

/** A slice of the editor's state; the component renders when the slice changes. */
export function useEditor<T>(select: (state: EditorState & EditorActions) => T): T {
  return useStore(useEditorShared().store, select);
}

export function useFindingsOf(nodeId: string): Finding[] {
  return useEditorShared().report.findings.filter((finding) => finding.nodeId === nodeId);
}
