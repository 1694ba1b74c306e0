import { TRACE_CHANNEL, tracesOf } from "@/lib/observability/spans/change-notice";
import { config } from "@/lib/platform/config/config.server";
import { listen } from "@/lib/platform/db/listen.server";

type Hub = { watchers: Map<string, Set<() => void>>; listener: ReturnType<typeof listen> | null };

const holder = globalThis as typeof globalThis & { slipwayTraceHub?: Hub };

/** Resolves when the trace has changed, after `ms`, or when the signal aborts, whichever is first. */
export type TraceWatch = { next(ms: number, signal: AbortSignal): Promise<void>; close(): void };

/**
 * Watches one trace by the notices of the span sink. One listening connection serves all watchers of the process and is
 * there while somebody watches. Whenever it (re)connects every watcher is woken, because notices may have been missed.
 */
export function watchTrace(traceId: string): TraceWatch {
  const hub = hubOf();
  let isDirty = false;
  let resume: (() => void) | null = null;
  const wake = () => {
    isDirty = true;
    resume?.();
  };
  const watchers = hub.watchers.get(traceId) ?? new Set();
  hub.watchers.set(traceId, watchers.add(wake));
  hub.listener ??= listenTo(hub);
  return {
    async next(ms, signal) {
      if (!isDirty && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener("abort", () => resolve(), { once: true });
          resume = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      resume = null;
      isDirty = false;
    },
    close() {
      watchers.delete(wake);
      if (watchers.size === 0) hub.watchers.delete(traceId);
      if (hub.watchers.size > 0) return;
      void hub.listener?.stop();
      hub.listener = null;
    },
  };
}

function hubOf(): Hub {
  holder.slipwayTraceHub ??= { watchers: new Map(), listener: null };
  return holder.slipwayTraceHub;
}

function listenTo(hub: Hub) {
  const notice = (payload: string) => {
    for (const traceId of tracesOf(payload)) for (const wake of hub.watchers.get(traceId) ?? []) wake();
  };
  return listen(config().SLIPWAY_APP_URL, { [TRACE_CHANNEL]: notice }, () => {
    for (const watchers of hub.watchers.values()) for (const wake of watchers) wake();
  });
}
