"use client";
import { useEffect } from "react";
import { useReactFlow } from "reactflow";
import { followAltKey } from "@/components/harness/editor/drag-aligner";
import type { EditorAction } from "@/components/harness/editor/editor-action";
import { EDITOR_ACTIONS, removeSelection } from "@/components/harness/editor/editor-actions";
import { type EditorStores, useEditorStores } from "@/components/harness/editor/editor-context";
import { matchesKeys } from "@/components/harness/editor/match-keys";
import { pasteText } from "@/components/harness/editor/paste-text";
import { pasteContainer } from "@/lib/harness/canvas/paste-container";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";

const TYPING = "input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]";
/** Controls that Enter and the arrows belong to. */
const CONTROLS = "button, a, [role=tab], [role=radio], [role=slider]";
/** Actions that mean the card under the keyboard when nothing is selected. */
const ON_CARDS = /^(remove|duplicate|connect|inside|extract|go-|nudge-)/;
const EVERYWHERE: ReadonlySet<string> = new Set(["test", "find"]);

/** Keys of the editor; none of them works while somebody types. Copy and paste use the system's clipboard. */
export function useEditorKeys(): void {
  const stores = useEditorStores();
  const flow = useReactFlow();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      if (ON_CARDS.test(action.id)) selectActive(stores);
      if (!action.edits || !stores.store.getState().readOnly) action.run({ ...stores, flow });
    };
    const onCopy = (event: ClipboardEvent) => copy(stores, event);
    const onPaste = (event: ClipboardEvent) => paste(stores, event);
    const onFocus = (event: FocusEvent) => selectFocused(stores, event);
    const stopAlt = followAltKey();
    document.addEventListener("keydown", onKey);
    document.addEventListener("focusin", onFocus);
    for (const kind of ["copy", "cut"] as const) document.addEventListener(kind, onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      stopAlt();
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("focusin", onFocus);
      for (const kind of ["copy", "cut"] as const) document.removeEventListener(kind, onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [stores, flow]);
}

function actionOf(event: KeyboardEvent): EditorAction | null {
  if (event.defaultPrevented || isOfControl(event)) return null;
  const action = EDITOR_ACTIONS.find((one) => one.keys && matchesKeys(event, one.keys));
  return action && (!isTyping(event) || EVERYWHERE.has(action.id)) ? action : null;
}

const isTyping = (event: Event) => event.target instanceof Element && event.target.closest(TYPING) !== null;

function isOfControl(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
  return (
    target !== null && (event.key === "Enter" || event.key.startsWith("Arrow")) && !event.metaKey && !event.ctrlKey
  );
}

/** A card that is reached with Tab is selected, so that the inspector follows the keyboard. */
function selectFocused({ store }: EditorStores, { target }: FocusEvent): void {
  const card = target instanceof HTMLElement && target.matches(".react-flow__node:focus-visible") ? target : null;
  const line = target instanceof Element && target.matches(".react-flow__edge:focus-visible") ? target : null;
  const id = card?.dataset.id ?? line?.getAttribute("data-id");
  if (!id) return;
  const { selection, edgeSelection, select } = store.getState();
  if (selection.has(id) || edgeSelection.has(id)) return;
  if (card) select(id.startsWith("n_") ? [id] : []);
  else select([], [id]);
}

/** With nothing selected, the card that has the focus is meant. */
function selectActive({ store }: EditorStores): void {
  const { selection, edgeSelection, select } = store.getState();
  const id = document.activeElement?.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  if (id?.startsWith("n_") && selection.size + edgeSelection.size === 0) select([id]);
}

function copy(stores: EditorStores, event: ClipboardEvent): void {
  if (isTyping(event)) return;
  selectActive(stores);
  const { draft, selection } = stores.store.getState();
  if (selection.size === 0) return;
  event.clipboardData?.setData("text/plain", copyNodes(draft, selection));
  event.preventDefault();
  stores.view.setState({ announcement: `${selection.size} nodes copied` });
  if (event.type === "cut") removeSelection(stores);
}

function paste({ store, view }: EditorStores, event: ClipboardEvent): void {
  if (isTyping(event)) return;
  const { draft, selection } = store.getState();
  const text = event.clipboardData?.getData("text/plain") ?? "";
  void pasteText({ store }, text, pasteContainer(draft, selection)).then((count) => {
    if (count > 0) view.setState({ announcement: `${count} nodes pasted` });
  });
}
