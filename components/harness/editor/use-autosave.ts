"use client";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { DraftSaver, type SaveState } from "@/components/harness/editor/draft-saver";
import type { EditorStore } from "@/components/harness/editor/editor-store";

const IDLE_MS = 800;
const RETRY_MS = 3_000;

/** Saves when editing pauses and again after a failure; warns before a page is left with edits that are not saved. */
export function useAutosave(tenant: string, harness: string, store: EditorStore) {
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [saver] = useState(() => new DraftSaver({ tenant, harness }, store, setState));
  const pending = useStore(store, (editor) => editor.pending);
  useEffect(() => {
    if (pending.length === 0) return;
    const timer = setTimeout(() => void saver.flush(), state.kind === "failed" ? RETRY_MS : IDLE_MS);
    return () => clearTimeout(timer);
  }, [pending, state, saver]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (store.getState().pending.length > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      void saver.flush();
    };
  }, [store, saver]);
  return { state, isDirty: pending.length > 0, saver };
}
