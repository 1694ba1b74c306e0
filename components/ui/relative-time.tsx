"use client";
import { useSyncExternalStore } from "react";
import { formatRelativeTime } from "@/lib/platform/time/format-relative-time";

const listeners = new Set<() => void>();
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for every relative time on the page: it ticks every 10 s while somebody looks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
const current = () => {
  if (timer === undefined || nowMs === 0) nowMs = Math.floor(Date.now() / 10_000) * 10_000;
  return nowMs;
};

/** "3 m ago", with the exact time in the person's zone on hover. `at` is an ISO instant or milliseconds. */
export function RelativeTime({ at }: { at: string | number }) {
  const now = useSyncExternalStore(subscribe, current, () => null);
  const date = new Date(at);
  const exact = now === null ? undefined : date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
  return (
    <time dateTime={date.toISOString()} title={exact} className="whitespace-nowrap">
      {now === null ? date.toISOString().slice(0, 16).replace("T", " ") : formatRelativeTime(date.getTime(), now)}
    </time>
  );
}
