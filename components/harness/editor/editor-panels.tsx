"use client";
import { type ComponentType, lazy, Suspense, useEffect } from "react";
import { loadMoves } from "@/components/harness/editor/drop-cards";
import { useEditor, useView } from "@/components/harness/editor/editor-context";
import { loadInsideList, NodePicker } from "@/components/harness/editor/node-picker";
import { loadStepRenamer } from "@/components/harness/editor/step-renamer";
import { loadPartButtons, loadTestPanel } from "@/components/harness/editor/test-bar";
import type { Panel } from "@/components/harness/editor/view-store";
import { loadWhenIdle } from "@/components/ui/load-when-idle";

// What opens on demand is loaded behind the canvas, so that it is there when somebody asks for it; find, which takes the
// next key, comes first. The list of nodes, which opens at the end of a line, is here from the start.
const loadFind = () => import("@/components/harness/editor/find-panel");
const loadOutline = () => import("@/components/harness/editor/outline");
const loadKeys = () => import("@/components/harness/editor/keys-help");
const loadReadiness = () => import("@/components/harness/editor/readiness-panel");
const loadConflicts = () => import("@/components/harness/editor/conflict-dialog");
const loadNode = () => import("@/components/harness/inspector/node-inspector");

const PANELS: Partial<Record<Panel, ComponentType>> = {
  find: lazy(async () => ({ default: (await loadFind()).FindPanel })),
  outline: lazy(async () => ({ default: (await loadOutline()).Outline })),
  keys: lazy(async () => ({ default: (await loadKeys()).KeysHelp })),
  readiness: lazy(async () => ({ default: (await loadReadiness()).ReadinessPanel })),
};
const ConflictDialog = lazy(async () => ({ default: (await loadConflicts()).ConflictDialog }));

/** The panel that is open, and the dialog about edits that two people made at once. */
export function EditorPanels() {
  const panel = useView((state) => state.panel);
  const picker = useView((state) => state.picker);
  const hasConflicts = useEditor((state) => state.conflicts.length > 0);
  useEffect(
    () =>
      loadWhenIdle([
        loadFind,
        loadNode,
        loadInsideList,
        loadMoves,
        loadPartButtons,
        loadTestPanel,
        loadStepRenamer,
        loadReadiness,
        loadOutline,
        loadKeys,
        loadConflicts,
      ]),
    [],
  );
  const Open = panel && PANELS[panel];
  return (
    <Suspense fallback={null}>
      {hasConflicts && <ConflictDialog />}
      {Open && <Open />}
      {picker && <NodePicker key={`${picker.at.x} ${picker.at.y}`} picker={picker} />}
    </Suspense>
  );
}
