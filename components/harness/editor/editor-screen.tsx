"use client";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { ReactFlowProvider } from "reactflow";
import { useStore } from "zustand";
import { Canvas } from "@/components/harness/editor/canvas";
import { EditorProvider } from "@/components/harness/editor/editor-context";
import { createEditorStore } from "@/components/harness/editor/editor-store";
import { EditorToolbar } from "@/components/harness/editor/editor-toolbar";
import { EditorTop } from "@/components/harness/editor/editor-top";
import { Palette } from "@/components/harness/editor/palette";
import { ReadinessPanel } from "@/components/harness/editor/readiness-panel";
import { TestBar } from "@/components/harness/editor/test-bar";
import { TestRunContext } from "@/components/harness/editor/test-run-context";
import { useAutosave } from "@/components/harness/editor/use-autosave";
import { useEditorKeys } from "@/components/harness/editor/use-editor-keys";
import { useTestRunState } from "@/components/harness/editor/use-test-run-state";
import { Inspector } from "@/components/harness/inspector/inspector";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useToast } from "@/components/ui/toast";
import type { LibraryView } from "@/lib/harness/drafts/schema";
import type { Draft } from "@/lib/harness/graph/draft";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";

type Props = {
  tenant: string;
  harness: string;
  name: string;
  draft: Draft;
  rev: number;
  library: LibraryView;
  readOnly: boolean;
};

/** The editor of one harness: canvas, palette, inspector, readiness and test runs around one store. */
export function EditorScreen({ tenant, harness, name, draft, rev, library, readOnly }: Props) {
  const [store] = useState(() => createEditorStore(draft, rev, readOnly));
  const [isTesting, setTesting] = useState(false);
  const [showReadiness, setShowReadiness] = useState(false);
  const [showKeys, setShowKeys] = useState(false);
  const { state: saveState, isDirty, saver } = useAutosave(tenant, harness, store);
  const save = useCallback(() => saver.flush(), [saver]);
  const testRun = useTestRunState(tenant, harness, save);
  const current = useDeferredValue(useStore(store, (state) => state.draft));
  const report = useMemo(() => assessReadiness(subjectOf(current, library)), [current, library]);
  const { lastRun } = testRun;
  const shared = useMemo(
    () => ({ tenant, harness, store, library, report, lastRun }),
    [tenant, harness, store, library, report, lastRun],
  );
  useEditorKeys(
    store,
    useMemo(() => ({ test: () => setTesting(true), help: () => setShowKeys(true) }), []),
  );
  useRefusalToast(store);
  return (
    <EditorProvider shared={shared}>
      <TestRunContext value={testRun}>
        <ReactFlowProvider>
          <TopBarCrumbs>
            <Crumb>{name}</Crumb>
          </TopBarCrumbs>
          <h1 className="sr">{name}, editor</h1>
          <div className="editor">
            <Canvas />
            {!readOnly && <Palette />}
            <EditorToolbar showKeys={showKeys} onShowKeys={setShowKeys} />
            <EditorTop
              saveState={saveState}
              isDirty={isDirty}
              save={save}
              isOpen={showReadiness}
              onToggle={() => setShowReadiness(!showReadiness)}
            />
            {showReadiness && <ReadinessPanel />}
            <Inspector />
            <TestBar open={isTesting} onOpen={setTesting} />
          </div>
        </ReactFlowProvider>
      </TestRunContext>
    </EditorProvider>
  );
}

function subjectOf(draft: Draft, library: LibraryView) {
  return {
    draft,
    library: {
      tools: new Map(library.tools.map((tool) => [tool.key, tool])),
      prompts: new Map(library.prompts.map(({ key, revisions }) => [key, revisions])),
    },
    verdicts: library.verdicts,
    isDemo: library.isDemo,
    facts: library.facts,
  };
}

function useRefusalToast(store: ReturnType<typeof createEditorStore>): void {
  const refusal = useStore(store, (state) => state.refusal);
  const toast = useToast();
  useEffect(() => {
    if (!refusal) return;
    toast({ title: refusal, tone: "fail" });
    store.getState().dismissRefusal();
  }, [refusal, toast, store]);
}
