import type { Dispatcher, ExecuteSegment } from "@/lib/runtime/dispatch/dispatcher";
import type { RunRef } from "@/lib/runtime/journal/journal";

/** Segments in the order they came, at most `concurrency` at a time, in this process only. For tests and the demo seed. */
export function inProcessDispatcher(concurrency: number): Dispatcher & { idle(): Promise<void> } {
  const waiting: RunRef[] = [];
  const known = new Set<string>();
  const idleWaiters: (() => void)[] = [];
  let execute: ExecuteSegment | null = null;
  let running = 0;

  const next = () => {
    while (execute && running < concurrency) {
      const run = waiting.shift();
      if (!run) break;
      running += 1;
      void execute(run)
        .catch(() => {})
        .finally(() => {
          running -= 1;
          known.delete(run.runId);
          next();
        });
    }
    if (running === 0 && waiting.length === 0) for (const resolve of idleWaiters.splice(0)) resolve();
  };

  return {
    async start(perform) {
      execute = perform;
      next();
    },
    async enqueue(run) {
      if (known.has(run.runId)) return;
      known.add(run.runId);
      waiting.push(run);
      next();
    },
    reclaim: async () => 0,
    executors: async () => [],
    async stop() {
      execute = null;
    },
    /** Resolves when nothing waits and nothing runs. */
    idle: () => (running === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((r) => idleWaiters.push(r))),
  };
}
