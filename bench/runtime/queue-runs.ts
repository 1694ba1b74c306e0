import type { watchRuns } from "@/bench/runtime/watch-runs";
import type { RunRef } from "@/lib/runtime/journal/journal";

const IN_FLIGHT = 16;

type Parts = { queue: () => Promise<RunRef>; watch: Awaited<ReturnType<typeof watchRuns>> };

/** Queues so many runs, 16 in flight, and waits for their ends; runs per second. */
export async function queueRuns({ queue, watch }: Parts, count: number): Promise<number> {
  let left = count;
  const begin = performance.now();
  const lane = async () => {
    while (left-- > 0) await watch.ended(await queue());
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return count / ((performance.now() - begin) / 1_000);
}
