"use client";
import { useEffect, useRef, useState } from "react";
import { TestRunDelta, TestRunState } from "@/lib/harness/test-runs/schema";
import { applyDelta, type LiveTexts } from "@/lib/observability/live/live-text";

const RETRY_MS = 1_000;

/** How one run stands, and what its model has written so far. */
export type CellState = { run: TestRunState | null; texts: LiveTexts };
export type CellStates = ReadonlyMap<string, CellState>;
const NOTHING: CellState = { run: null, texts: {} };

/** Follows several test runs over one connection until all are over. What comes within a frame is drawn at once. */
export function useRunStream(tenant: string, runIds: readonly string[]): CellStates {
  const [states, setStates] = useState<CellStates>(new Map());
  const latest = useRef(new Map<string, CellState>());
  const ids = runIds.join(",");
  useEffect(() => {
    latest.current = new Map();
    setStates(latest.current);
    if (ids === "") return;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout>;
    let frame = 0;
    const change = (runId: string, next: (before: CellState) => CellState) => {
      latest.current.set(runId, next(latest.current.get(runId) ?? NOTHING));
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setStates(new Map(latest.current));
      });
    };
    const connect = () => {
      source = new EventSource(`/api/v1/${tenant}/test-runs/events?runs=${ids}`);
      source.addEventListener("run", (event) => {
        const run = TestRunState.parse(JSON.parse(event.data));
        change(run.runId, (before) => ({ ...before, run }));
      });
      source.addEventListener("delta", (event) => {
        const { runId, ...delta } = TestRunDelta.parse(JSON.parse(event.data));
        change(runId, (before) => ({ ...before, texts: applyDelta(before.texts, delta) }));
      });
      source.addEventListener("end", () => source?.close());
      source.addEventListener("error", () => {
        source?.close();
        timer = setTimeout(connect, RETRY_MS);
      });
    };
    connect();
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      source?.close();
    };
  }, [tenant, ids]);
  return states;
}
