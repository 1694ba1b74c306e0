import { z } from "zod";
import type { ContextPolicy } from "@/lib/release/context-policy";
import type { HistoryMessage, RecalledEntry } from "@/lib/runtime/memory/plan-input";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** What the step remembered when it began: journaled, so a recovery sees the same. */
const Snapshot = z.object({
  toSeq: z.int(),
  recalled: z.array(
    z.object({ id: z.string(), version: z.int(), key: z.string(), content: z.string(), trust: z.string() }),
  ),
});

export type StepMemory = {
  /** After what the summary stands for. */
  history: HistoryMessage[];
  recalled: RecalledEntry[];
  summary: ThreadSummary | null;
  /** Why there is no newer summary, when one was needed. */
  whyNoSummary?: string | undefined;
};
export const NO_MEMORY: StepMemory = { history: [], recalled: [], summary: null };

/** Thread messages and recalled entries for a step whose context policy takes the thread; nothing for others. */
export async function readStepMemory(
  { memory }: Pick<CallExecutorDependencies, "memory">,
  context: StepContext,
  policy: ContextPolicy,
  query: string,
): Promise<StepMemory> {
  if (policy.history !== "thread" || !context.run.threadId) return NO_MEMORY;
  const value = await context.call("memory:read", async () => ({
    value: {
      toSeq: await memory.lastSeq(context.run),
      recalled: policy.recallShare > 0 ? await memory.search(context.run, query) : [],
    },
  }));
  const { toSeq, recalled } = Snapshot.parse(value);
  if (recalled.some(({ trust }) => trust === "untrusted") && !context.taint.untrustedInput)
    context.setTaint("untrustedInput");
  return { history: await memory.history(context.run, toSeq), recalled, summary: null };
}
