"use client";
import { createContext, type ReactNode, use, useCallback, useMemo, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { DrawnNodes } from "@/components/harness/editor/drawn-nodes";
import type { EditorActions, EditorState, EditorStore } from "@/components/harness/editor/editor-store";
import type { ReadinessStore } from "@/components/harness/editor/readiness-store";
import type { ViewState, ViewStore } from "@/components/harness/editor/view-store";
import type { LibraryView } from "@/lib/harness/drafts/library-view";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { waivedKey } from "@/lib/harness/promotion/waiver-of";
import type { SpanView } from "@/lib/observability/traces/schema";
import type { Finding } from "@/lib/release/readiness-report";

/** What never changes while the editor is open. Cards read nothing else, so that one edit draws one card. */
export type EditorStores = { store: EditorStore; drawn: DrawnNodes; view: ViewStore; readiness: ReadinessStore };
export type EditorShared = EditorStores & {
  tenant: string;
  harness: string;
  library: LibraryView;
  /** Newest span of each node in the last test run, by node id. */
  lastRun: ReadonlyMap<string, SpanView>;
  /** Resolves when the draft is stored. */
  save: () => Promise<void>;
};
const StoresContext = createContext<EditorStores | null>(null);
const EditorContext = createContext<EditorShared | null>(null);

type ProviderProps = { stores: EditorStores; shared: EditorShared; children: ReactNode };

export function EditorProvider({ stores, shared, children }: ProviderProps) {
  return (
    <StoresContext value={stores}>
      <EditorContext value={shared}>{children}</EditorContext>
    </StoresContext>
  );
}

export function useEditorShared(): EditorShared {
  const shared = use(EditorContext);
  if (!shared) throw new Error("This part is used outside of the editor.");
  return shared;
}

export function useEditorStores(): EditorStores {
  const stores = use(StoresContext);
  if (!stores) throw new Error("This part is used outside of the editor.");
  return stores;
}

/** A slice of the editor's state; the component renders when the slice changes. */
export function useEditor<T>(select: (state: EditorState & EditorActions) => T): T {
  return useStore(useEditorStores().store, select);
}

/** A node as cards and lines draw it: its words may be those of a frame ago. */
export function useDrawnNode(id: string): DraftNode | undefined {
  const { drawn } = useEditorStores();
  const subscribe = useCallback((listener: () => void) => drawn.subscribe(id, listener), [drawn, id]);
  const read = () => drawn.node(id);
  return useSyncExternalStore(subscribe, read, read);
}

/** A slice of what is seen and not saved. */
export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useEditorStores().view, select);
}

const NONE: readonly Finding[] = [];

export function useFindingsOf(nodeId: string): readonly Finding[] {
  return useStore(useEditorStores().readiness, (state) => state.byNode.get(nodeId) ?? NONE);
}

/** Findings of the draft that nobody answers for yet. */
export function useOpenFindings(): readonly Finding[] {
  const { findings } = useReport();
  const waived = useView((state) => state.waived);
  return useMemo(() => findings.filter((one) => isOpen(one, waived)), [findings, waived]);
}

/** Whether a finding still asks for something: blocking ones cannot be waived. */
export const isOpen = (finding: Finding, waived: ReadonlySet<string>): boolean =>
  finding.severity !== "review" || !waived.has(waivedKey(finding));

export const useReport = () => useStore(useEditorStores().readiness, (state) => state.report);
