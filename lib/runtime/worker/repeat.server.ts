import { log } from "@/lib/platform/log/log.server";

/** Does `work` every `everyMs`, never twice at once; a failure is logged and the next turn tries again. */
export function repeat(name: string, everyMs: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let current: Promise<unknown> = Promise.resolve();
  const turn = () => {
    current = work()
      .catch((error: Error) => log().warn({ error: error.message }, `${name} failed`))
      .finally(() => {
        if (!isStopped) timer = setTimeout(turn, everyMs);
      });
  };
  turn();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
