"use client";
import { useEffect } from "react";
import type { EditorStore } from "@/components/harness/editor/editor-store";
import { copyNodes, pasteNodes } from "@/lib/harness/graph/clipboard";

const TYPING = "input, textarea, select, [contenteditable=true], [role=dialog]";
const NUDGE_PX = 8;
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowUp: { x: 0, y: -NUDGE_PX },
  ArrowDown: { x: 0, y: NUDGE_PX },
  ArrowLeft: { x: -NUDGE_PX, y: 0 },
  ArrowRight: { x: NUDGE_PX, y: 0 },
};

/** Keys of the editor; none of them works while somebody types. Copy and paste use the system's clipboard. */
export function useEditorKeys(store: EditorStore, open: Openers): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isTyping(event) && actOn(store, event, open)) event.preventDefault();
    };
    const onCopy = (event: ClipboardEvent) => {
      const { draft, selection } = store.getState();
      if (isTyping(event) || selection.size === 0) return;
      event.clipboardData?.setData("text/plain", copyNodes(draft, selection));
      event.preventDefault();
      if (event.type === "cut") removeSelection(store);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event)) return;
      paste(store, event.clipboardData?.getData("text/plain") ?? "");
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [store, open]);
}

type Openers = { test(): void; help(): void };

/** Whether the key meant something. */
function actOn(store: EditorStore, event: KeyboardEvent, open: Openers): boolean {
  const hasModifier = event.metaKey || event.ctrlKey;
  if (event.key === "?" || (hasModifier && event.key === "Enter")) {
    if (event.key === "?") open.help();
    else open.test();
    return true;
  }
  return hasModifier ? withModifier(store, event) : plain(store, event);
}

const isTyping = (event: Event) => event.target instanceof Element && event.target.closest(TYPING) !== null;

function paste(store: EditorStore, text: string): void {
  const { draft, run, select } = store.getState();
  const command = pasteNodes(draft, text);
  if (command && run(command)) select(command.nodes.map((node) => node.id));
}

function removeSelection(store: EditorStore): boolean {
  const { selection, edgeSelection, run } = store.getState();
  if (selection.size + edgeSelection.size === 0) return false;
  return run({ kind: "remove", nodes: [...selection], edges: [...edgeSelection] });
}

function withModifier(store: EditorStore, event: KeyboardEvent): boolean {
  const { draft, selection, undo, redo, select } = store.getState();
  switch (event.key.toLowerCase()) {
    case "z":
      if (event.shiftKey) redo();
      else undo();
      return true;
    case "y":
      redo();
      return true;
    case "d":
      paste(store, copyNodes(draft, selection));
      return true;
    case "a":
      select(draft.nodes.map((node) => node.id));
      return true;
    default:
      return false;
  }
}

function plain(store: EditorStore, event: KeyboardEvent): boolean {
  const { select } = store.getState();
  if (event.key === "Delete" || event.key === "Backspace") return removeSelection(store);
  if (event.key === "Escape") {
    select([]);
    return true;
  }
  if (event.key === "a") {
    document.getElementById("palette-search")?.focus();
    return true;
  }
  const shift = event.altKey ? ARROWS[event.key] : undefined;
  return shift ? nudge(store, shift) : false;
}

function nudge(store: EditorStore, shift: { x: number; y: number }): boolean {
  const { draft, selection, run } = store.getState();
  const at = Object.fromEntries(
    [...selection].map((id) => {
      const place = draft.at[id] ?? { x: 0, y: 0 };
      return [id, { ...place, x: place.x + shift.x, y: place.y + shift.y }];
    }),
  );
  return selection.size > 0 && run({ kind: "move", at }, `nudge:${[...selection].join()}`);
}
