"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { ReactFlowProvider } from "reactflow";
import { useStore } from "zustand";
import { Canvas } from "@/components/harness/editor/canvas";
import { DrawnNodes } from "@/components/harness/editor/drawn-nodes";
import { EditorProvider, type EditorStores, useEditor } from "@/components/harness/editor/editor-context";
import { EditorPanels } from "@/components/harness/editor/editor-panels";
import { createEditorStore, type EditorStore } from "@/components/harness/editor/editor-store";
import { EditorToolbar } from "@/components/harness/editor/editor-toolbar";
import { EditorTop } from "@/components/harness/editor/editor-top";
import { EmptyCanvas } from "@/components/harness/editor/empty-canvas";
import { LateViews } from "@/components/harness/editor/late-views";
import { LiveRegion } from "@/components/harness/editor/live-region";
import { Notices } from "@/components/harness/editor/notices";
import { Palette } from "@/components/harness/editor/palette";
import { createReadinessStore } from "@/components/harness/editor/readiness-store";
import { startView } from "@/components/harness/editor/start-view";
import { TestBar } from "@/components/harness/editor/test-bar";
import { TestRunContext } from "@/components/harness/editor/test-run-context";
import { useAutosave } from "@/components/harness/editor/use-autosave";
import { useEditorKeys } from "@/components/harness/editor/use-editor-keys";
import { sourceOf, usePortSource } from "@/components/harness/editor/use-port-source";
import { useReadiness } from "@/components/harness/editor/use-readiness";
import { useTestRunState } from "@/components/harness/editor/use-test-run-state";
import { createViewStore } from "@/components/harness/editor/view-store";
import type { WaitingEdits } from "@/components/harness/editor/waiting-edits";
import { Inspector } from "@/components/harness/inspector/inspector";
import { ExtractPanel } from "@/components/harness/subflows/extract-panel";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useToast } from "@/components/ui/toast";
import type { LibraryView } from "@/lib/harness/drafts/library-view";
import type { Draft } from "@/lib/harness/graph/draft";

type Props = {
  tenant: string;
  harness: string;
  draft: Draft;
  rev: number;
  library: LibraryView;
  readOnly: boolean;
  /** Edits of an earlier visit that are still to be saved, and where this device keeps those of today. */
  waiting: WaitingEdits | null;
  waitingKey: string;
  /** Key of the node that is selected at first. */
  node: string | null;
};

function withSelected(store: EditorStore, key: string | null): EditorStore {
  store.getState().select(
    store
      .getState()
      .draft.nodes.filter((node) => node.key === key)
      .map(({ id }) => id),
  );
  return store;
}

/** The editor of one harness: canvas, palette, inspector, readiness and test runs around one store. */
export function EditorScreen({ tenant, harness, draft, rev, library, readOnly, ...more }: Props) {
  const { node, waiting, waitingKey } = more;
  const [start] = useState(() => startView(draft, canvasSize()));
  const [stores] = useState<EditorStores>(() => {
    const store = createEditorStore(draft, rev, readOnly);
    if (waiting && !readOnly) store.getState().takeUp(waiting);
    return {
      store: withSelected(store, node),
      drawn: new DrawnNodes(store),
      view: createViewStore(start.zoom, sourceOf(library)),
      readiness: createReadinessStore(),
    };
  });
  const { state: saveState, isDirty, saver } = useAutosave({ tenant, harness, waitingKey }, stores.store);
  const save = useCallback(() => saver.flush(), [saver]);
  const discard = useCallback(() => saver.discard(), [saver]);
  const testRun = useTestRunState(tenant, harness, save, stores);
  useReadiness(stores, library);
  usePortSource(stores.view, library);
  useRefusalToast(stores.store);
  const { lastRun } = testRun;
  const shared = useMemo(
    () => ({ ...stores, tenant, harness, library, lastRun, save }),
    [stores, tenant, harness, library, lastRun, save],
  );
  return (
    <EditorProvider stores={stores} shared={shared}>
      <TestRunContext value={testRun}>
        <ReactFlowProvider>
          <EditorName />
          <div className="editor">
            <Keys />
            <Canvas start={start} />
            <EmptyCanvas />
            {!readOnly && <Palette />}
            <EditorToolbar />
            <EditorTop saveState={saveState} isDirty={isDirty} save={save} discard={discard} />
            <Inspector />
            <TestBar />
            <EditorPanels />
            <ExtractPanel />
            <LiveRegion />
            <Notices />
            <LateViews />
          </div>
        </ReactFlowProvider>
      </TestRunContext>
    </EditorProvider>
  );
}

/** The canvas fills the page's own part of the window. */
const canvasSize = () =>
  document.getElementById("main")?.getBoundingClientRect() ?? { width: window.innerWidth, height: window.innerHeight };

function Keys() {
  useEditorKeys();
  return null;
}

function useRefusalToast(store: EditorStore): void {
  const refusal = useStore(store, (state) => state.refusal);
  const toast = useToast();
  useEffect(() => {
    if (!refusal) return;
    toast({ title: refusal, tone: "fail" });
    store.getState().dismissRefusal();
  }, [refusal, toast, store]);
}

/** The name as it is being typed. */
function EditorName() {
  const name = useEditor((state) => state.draft.name);
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{name}</Crumb>
      </TopBarCrumbs>
      <h1 className="sr">{name}, editor</h1>
    </>
  );
}
