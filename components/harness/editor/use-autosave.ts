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
 * Saves when editing pauses, at the latest every five seconds, and again after a failure. While the server is away or
 * refuses an edit, and when the page is hidden, edits that are not saved are kept on this device.
 */
export function useAutosave({ tenant, harness, waitingKey }: Place, store: EditorStore) {
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [saver] = useState(() => new DraftSaver({ tenant, harness }, store, setState));
  const isDirty = useStore(store, (editor) => editor.pending.length > 0);
  const isAway = state.kind === "offline";
  useEffect(() => {
    const waitMs = state.kind === "failed" || isAway ? RETRY_MS : IDLE_MS;
    return afterEdits(store, (pending) =>
      pending.length > 0 ? setTimeout(() => void saver.flush(), waitMs) : undefined,
    );
  }, [store, state, isAway, saver]);
  useEffect(() => {
    if (!isDirty || isAway) return;
    const timer = setInterval(() => void saver.flush(), LONGEST_MS);
    return () => clearInterval(timer);
  }, [isDirty, isAway, saver]);
  useKeptOnDevice(saver, store, { waitingKey, isWaiting: isAway || state.kind === "refused" });
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

type Timer = ReturnType<typeof setTimeout>;

/**
 * Sets the timer of `wait` now and anew after each edit, without drawing anything: the editor's screen would be drawn at
 * every key. Returns what ends it.
 */
function afterEdits(store: EditorStore, wait: (pending: readonly unknown[]) => Timer | undefined): () => void {
  let timer = wait(store.getState().pending);
  const stop = store.subscribe(({ pending }, before) => {
    if (pending === before.pending) return;
    clearTimeout(timer);
    timer = wait(pending);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function useKeptOnDevice(
  saver: DraftSaver,
  store: EditorStore,
  { waitingKey, isWaiting }: { waitingKey: string; isWaiting: boolean },
): void {
  useEffect(() => {
    const keep = () => {
      const waiting = saver.waiting();
      void (waiting ? keepWaitingEdits(waitingKey, waiting) : forgetWaitingEdits(waitingKey)).catch(() => {});
    };
    document.addEventListener("visibilitychange", keep);
    const stop = afterEdits(store, (pending) =>
      isWaiting || pending.length === 0 ? setTimeout(keep, KEEP_MS) : undefined,
    );
    return () => {
      document.removeEventListener("visibilitychange", keep);
      stop();
    };
  }, [saver, store, waitingKey, isWaiting]);
}
