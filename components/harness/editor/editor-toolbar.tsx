"use client";
import { Keyboard, LayoutGrid, Maximize, Minus, Plus, Redo2, Undo2 } from "lucide-react";
import { useReactFlow, useViewport } from "reactflow";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { FIT_SLOWLY } from "@/components/harness/editor/fit";
import { KeysHelp } from "@/components/harness/editor/keys-help";
import { IconButton } from "@/components/ui/icon-button";
import { layoutDraft } from "@/lib/harness/graph/layout-draft";

type Props = { showKeys: boolean; onShowKeys: (show: boolean) => void };

export function EditorToolbar({ showKeys, onShowKeys }: Props) {
  const { store } = useEditorShared();
  const canUndo = useEditor((state) => state.past.length > 0);
  const canRedo = useEditor((state) => state.future.length > 0);
  const readOnly = useEditor((state) => state.readOnly);
  const flow = useReactFlow();
  const { zoom } = useViewport();
  const tidy = () => {
    const { draft, run } = store.getState();
    run({ kind: "move", at: layoutDraft(draft) });
    requestAnimationFrame(() => void flow.fitView(FIT_SLOWLY));
  };
  return (
    <div className="float toolbar" role="toolbar" aria-label="Canvas">
      <IconButton label="Undo" disabled={!canUndo} onClick={() => store.getState().undo()}>
        <Undo2 className="i s" aria-hidden />
      </IconButton>
      <IconButton label="Redo" disabled={!canRedo} onClick={() => store.getState().redo()}>
        <Redo2 className="i s" aria-hidden />
      </IconButton>
      <i className="v" />
      <IconButton label="Zoom out" onClick={() => void flow.zoomOut()}>
        <Minus className="i s" aria-hidden />
      </IconButton>
      <span className="num s" style={{ minWidth: 38, textAlign: "center" }}>
        {Math.round(zoom * 100)} %
      </span>
      <IconButton label="Zoom in" onClick={() => void flow.zoomIn()}>
        <Plus className="i s" aria-hidden />
      </IconButton>
      <IconButton label="Fit the whole harness" onClick={() => void flow.fitView(FIT_SLOWLY)}>
        <Maximize className="i s" aria-hidden />
      </IconButton>
      <i className="v" />
      <IconButton label="Tidy up" disabled={readOnly} onClick={tidy}>
        <LayoutGrid className="i s" aria-hidden />
      </IconButton>
      <IconButton label="Keys" onClick={() => onShowKeys(true)}>
        <Keyboard className="i s" aria-hidden />
      </IconButton>
      <KeysHelp open={showKeys} onClose={() => onShowKeys(false)} />
    </div>
  );
}
