"use client";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { DraftSaver, type SaveState } from "@/components/harness/editor/draft-saver";
import type { EditorStore } from "@/components/harness/editor/editor-store";
import { forgetWaitingEdits, keepWaitingEdits } from "@/components/harness/editor/waiting-edits";

const IDLE_MS = 800;
const LONGEST_MS = 5_000;
const RETRY_MS = 3_000;
const KEEP_MS = 250;

type Place = { tenant: string; harness: string; waitingKey: string };

/**
 * Saves when editing pauses, at the latest every five seconds, and again after a failure. While the server is away, and
 * when the page is hidden, edits that are not saved are kept on this device.
 */
export function useAutosave({ tenant, harness, waitingKey }: Place, store: EditorStore) {
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [saver] = useState(() => new DraftSaver({ tenant, harness }, store, setState));
  const pending = useStore(store, (editor) => editor.pending);
  const isDirty = pending.length > 0;
  const isAway = state.kind === "offline";
  useEffect(() => {
    if (pending.length === 0) return;
    const timer = setTimeout(() => void saver.flush(), state.kind === "failed" || isAway ? RETRY_MS : IDLE_MS);
    return () => clearTimeout(timer);
  }, [pending, state, isAway, saver]);
  useEffect(() => {
    if (!isDirty || isAway) return;
    const timer = setInterval(() => void saver.flush(), LONGEST_MS);
    return () => clearInterval(timer);
  }, [isDirty, isAway, saver]);
  useKeptOnDevice(saver, { waitingKey, pending, isAway });
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      const { conflicts, pending: waiting } = store.getState();
      if (conflicts.length > 0 || (waiting.length > 0 && !isAway)) event.preventDefault();
    };
    const back = () => void saver.flush();
    window.addEventListener("beforeunload", warn);
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("online", back);
    };
  }, [store, saver, isAway]);
  useEffect(() => () => void saver.flush(), [saver]);
  return { state, isDirty, saver };
}

type Kept = { waitingKey: string; pending: readonly unknown[]; isAway: boolean };

function useKeptOnDevice(saver: DraftSaver, { waitingKey, pending, isAway }: Kept): void {
  useEffect(() => {
    const keep = () => {
      const waiting = saver.waiting();
      void (waiting ? keepWaitingEdits(waitingKey, waiting) : forgetWaitingEdits(waitingKey)).catch(() => {});
    };
    document.addEventListener("visibilitychange", keep);
    const timer = isAway || pending.length === 0 ? setTimeout(keep, KEEP_MS) : undefined;
    return () => {
      document.removeEventListener("visibilitychange", keep);
      clearTimeout(timer);
    };
  }, [saver, waitingKey, pending, isAway]);
}
