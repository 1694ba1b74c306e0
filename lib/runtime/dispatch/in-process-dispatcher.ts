import type { Dispatcher, ExecuteSegment } from "@/lib/runtime/dispatch/dispatcher";
import type { RunRef } from "@/lib/runtime/journal/journal";

type Options = { executorId: string; concurrency: number; tenantConcurrency: number };

/** Segments in the order they came, but no more of a tenant at a time than its share. In this process only; for tests. */
export function inProcessDispatcher({ executorId, concurrency, tenantConcurrency }: Options): Dispatcher {
  const waiting: RunRef[] = [];
  const running = new Set<RunRef>();
  let execute: ExecuteSegment | null = null;

  const isKnown = ({ runId }: RunRef) => [...waiting, ...running].some((one) => one.runId === runId);
  const hasRoom = ({ tenantId }: RunRef) =>
    [...running].filter((one) => one.tenantId === tenantId).length < tenantConcurrency;
  const next = () => {
    while (execute && running.size < concurrency) {
      const at = waiting.findIndex(hasRoom);
      const [run] = at < 0 ? [] : waiting.splice(at, 1);
      if (!run) return;
      running.add(run);
      void execute(run)
        .catch(() => {})
        .finally(() => {
          running.delete(run);
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
      if (isKnown(run)) return;
      waiting.push({ ...run });
      next();
    },
    async reclaim(of) {
      const given = of === executorId ? running.size : 0;
      if (given > 0) running.clear();
      next();
      return given;
    },
    executors: async () => (running.size > 0 ? [executorId] : []),
    async stop() {
      execute = null;
    },
  };
}
