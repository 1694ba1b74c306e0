"use client";
import {
  BoxSelect,
  ChevronRight,
  Keyboard,
  ListTree,
  Maximize,
  Minus,
  Network,
  Plus,
  Redo2,
  Search,
  SlidersHorizontal,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { useReactFlow, useViewport } from "reactflow";
import { EDITOR_ACTIONS } from "@/components/harness/editor/editor-actions";
import { useEditor, useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { printedKeys } from "@/components/harness/editor/match-keys";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { nodeIndex } from "@/lib/harness/canvas/node-index";

/** Undo, zoom, layout and the ways to see everything at once. */
export function EditorToolbar() {
  const canUndo = useEditor((state) => state.past.length > 0);
  const canRedo = useEditor((state) => state.future.length > 0);
  const readOnly = useEditor((state) => state.readOnly);
  const boxSelect = useView((state) => state.boxSelect);
  const outline = useView((state) => state.panel === "outline");
  const settings = useView((state) => state.showsSettings);
  const small = "i s";
  return (
    <>
      <div className="float toolbar" role="toolbar" aria-label="Canvas">
        {!readOnly && (
          <>
            <Act id="undo" label="Undo" disabled={!canUndo} icon={<Undo2 className={small} aria-hidden />} />
            <Act id="redo" label="Redo" disabled={!canRedo} icon={<Redo2 className={small} aria-hidden />} />
            <i className="v" />
          </>
        )}
        <Act id="zoom-out" label="Zoom out" icon={<Minus className={small} aria-hidden />} />
        <ZoomMenu />
        <Act id="zoom-in" label="Zoom in" icon={<Plus className={small} aria-hidden />} />
        <Act id="fit" label="Fit the whole harness" icon={<Maximize className={small} aria-hidden />} />
        <i className="v" />
        {!readOnly && <Act id="tidy" label="Tidy up" icon={<Network className={small} aria-hidden />} />}
        <Act id="box" label="Select a box" pressed={boxSelect} icon={<BoxSelect className={small} aria-hidden />} />
        <Act id="find" label="Find and replace" icon={<Search className={small} aria-hidden />} />
        <Act id="outline" label="Outline" pressed={outline} icon={<ListTree className={small} aria-hidden />} />
        <Act id="keys" label="Keys" icon={<Keyboard className={small} aria-hidden />} />
        <span className="narrow-only">
          <Act
            id="settings"
            label="Models, memory and limits"
            pressed={settings}
            icon={<SlidersHorizontal className={small} aria-hidden />}
          />
        </span>
      </div>
      <Breadcrumbs />
    </>
  );
}

type ActProps = { id: string; label: string; icon: ReactNode; disabled?: boolean; pressed?: boolean };

/** A button for an action of the registry, with its keys in the tooltip. */
function Act({ id, label, icon, disabled, pressed }: ActProps) {
  const stores = useEditorStores();
  const flow = useReactFlow();
  const action = EDITOR_ACTIONS.find((one) => one.id === id);
  const keys = action?.keys ? printedKeys(action.keys)[0]?.join(" ") : undefined;
  return (
    <IconButton
      label={label}
      title={keys}
      aria-keyshortcuts={action?.keys?.split(" ")[0]?.replace("Mod", "Control")}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={() => action?.run({ ...stores, flow })}
    >
      {icon}
    </IconButton>
  );
}

const ZOOM_ENTRIES = ["fit", "fit-selection", "zoom-100"] as const;

function ZoomMenu() {
  const stores = useEditorStores();
  const flow = useReactFlow();
  const { zoom } = useViewport();
  const entries = ZOOM_ENTRIES.flatMap((id) => {
    const action = EDITOR_ACTIONS.find((one) => one.id === id);
    return action
      ? [{ label: action.label, keys: action.keys ?? "", onSelect: () => action.run({ ...stores, flow }) }]
      : [];
  });
  return (
    <Menu
      align="start"
      trigger={
        <Button variant="ghost" className="zoom num s" aria-label={`Zoom, ${Math.round(zoom * 100)} %`}>
          {Math.round(zoom * 100)} %
        </Button>
      }
      entries={[
        ...entries,
        "separator",
        ...[50, 200].map((percent) => ({
          label: `Zoom to ${percent} %`,
          onSelect: () => void flow.zoomTo(percent / 100, { duration: 150 }),
        })),
      ]}
    />
  );
}

/** The containers around the selected node. */
function Breadcrumbs() {
  const { store } = useEditorStores();
  const path = useEditor((state) => {
    const index = nodeIndex(state.draft);
    const [id] = state.selection.size === 1 ? state.selection : [];
    const ids: string[] = [];
    for (let node = index.get(id ?? ""); node; node = node.parent ? index.get(node.parent) : undefined)
      ids.unshift(node.id);
    return ids.length > 1 ? ids.join(" ") : "";
  });
  const labels = useEditor((state) =>
    path
      .split(" ")
      .map((id) => nodeIndex(state.draft).get(id)?.label ?? "")
      .join("\n"),
  );
  if (path === "") return null;
  const names = labels.split("\n");
  return (
    <nav className="float canvas-crumbs" aria-label="Containers">
      {path.split(" ").map((id, index) => (
        <span key={id}>
          {index > 0 && <ChevronRight className="i xs" aria-hidden />}
          <button type="button" onClick={() => store.getState().select([id])}>
            {names[index]}
          </button>
        </span>
      ))}
    </nav>
  );
}
