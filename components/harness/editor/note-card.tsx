"use client";
import { lazy, memo, Suspense } from "react";
import { type NodeProps, NodeResizeControl } from "reactflow";
import { useDrawnNode, useEditor, useEditorStores } from "@/components/harness/editor/editor-context";
import { CardName } from "@/components/harness/editor/spoken-name";

const InertMarkdown = lazy(async () => ({ default: (await import("@/components/ui/inert-markdown")).InertMarkdown }));
const MIN = { w: 120, h: 48 };

/** A text on the canvas, in Markdown that loads nothing and leads nowhere by itself. */
export const NoteCard = memo(function NoteCard({ id, selected: isSelected }: NodeProps) {
  const { store } = useEditorStores();
  const node = useDrawnNode(id);
  const readOnly = useEditor((state) => state.readOnly);
  if (!node) return null;
  const text = String(node.config.text ?? "");
  const resize = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
    void store.getState().run({ kind: "move", at: { [id]: { x, y, w: Math.round(width), h: Math.round(height) } } });
  return (
    <>
      <CardName node={node} />
      <div className={`flow-note ${isSelected ? "sel" : ""}`}>
        {text ? (
          <Suspense fallback={<p>{text}</p>}>
            <InertMarkdown text={text} />
          </Suspense>
        ) : (
          <p className="text-faint">Empty note</p>
        )}
      </div>
      {isSelected && !readOnly && (
        <NodeResizeControl
          className="note-resize"
          minWidth={MIN.w}
          minHeight={MIN.h}
          onResizeEnd={(_event, params) => resize(params)}
        />
      )}
    </>
  );
});
