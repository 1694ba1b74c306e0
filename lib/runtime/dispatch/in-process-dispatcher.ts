import type { Dispatcher, ExecuteSegment } from "@/lib/runtime/dispatch/dispatcher";
import type { RunRef } from "@/lib/runtime/journal/journal";

type Options = { concurrency: number; tenantConcurrency: number };

/** Segments in the order they came, but no more of a tenant at a time than its share. In this process only; for tests. */
export function inProcessDispatcher({ concurrency, tenantConcurrency }: Options): Dispatcher {
  const waiting: RunRef[] = [];
  const known = new Set<string>();
  const running = new Map<string, number>();
  let execute: ExecuteSegment | null = null;
  let total = 0;

  const count = (tenant: string, by: number) => {
    total += by;
    running.set(tenant, (running.get(tenant) ?? 0) + by);
  };
  const next = () => {
    while (execute && total < concurrency) {
      const at = waiting.findIndex((run) => (running.get(run.tenantId) ?? 0) < tenantConcurrency);
      const [run] = at < 0 ? [] : waiting.splice(at, 1);
      if (!run) return;
      count(run.tenantId, 1);
      void execute(run)
        .catch(() => {})
        .finally(() => {
          count(run.tenantId, -1);
          known.delete(run.runId);
          next();
        });
    }
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
  };
}
