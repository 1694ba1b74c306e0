"use client";
import { useEffect } from "react";
import type { EditorStores } from "@/components/harness/editor/editor-context";
import type { ReadinessAnswer, ReadinessQuestion } from "@/components/harness/editor/readiness-messages";
import { showReport } from "@/components/harness/editor/readiness-store";
import { loadWhenIdle } from "@/components/ui/load-when-idle";
import type { LibraryView } from "@/lib/harness/drafts/library-view";
import type { Draft } from "@/lib/harness/graph/draft";
import { newsOf } from "@/lib/harness/graph/draft-news";

const IDLE_MS = 120;

/**
 * Keeps the readiness of the draft up to date, in a worker. What is only moved is not checked again. The worker begins, and
 * with it the first check, when the editor is drawn and nothing is dragged: both take a core from the frames.
 */
export function useReadiness({ store, readiness }: EditorStores, library: LibraryView): void {
  useEffect(() => {
    let worker: Worker | undefined;
    let asked = 0;
    let told: Draft | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      asked += 1;
      worker ??= startWorker();
      const { draft } = store.getState();
      const more = told ? { news: newsOf(told, draft) } : { draft, library };
      worker.postMessage({ id: asked, ...more } satisfies ReadinessQuestion);
      told = draft;
    };
    const startWorker = () => {
      const started = new Worker(new URL("./readiness.worker.ts", import.meta.url), { type: "module" });
      started.onmessage = ({ data }: MessageEvent<ReadinessAnswer>) => {
        if (data.id === asked) showReport(readiness, data.report);
      };
      return started;
    };
    const endFirst = loadWhenIdle([async () => asked || ask()]);
    const stop = store.subscribe(({ draft }, before) => {
      if (draft === before.draft || isMoveOnly(draft, before.draft)) return;
      if (!readiness.getState().isPending) readiness.setState({ isPending: true });
      clearTimeout(timer);
      timer = setTimeout(ask, IDLE_MS);
    });
    return () => {
      stop();
      endFirst();
      clearTimeout(timer);
      worker?.terminate();
    };
  }, [store, readiness, library]);
}

const CHECKED = ["nodes", "edges", "state", "models", "context", "limits", "inputs", "outputs"] as const;

const isMoveOnly = (one: Draft, other: Draft) => CHECKED.every((field) => one[field] === other[field]);
