import { z } from "zod";
import type { ContextPolicy } from "@/lib/release/context-policy";
import type { HistoryMessage, RecalledEntry } from "@/lib/runtime/memory/plan-input";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** What the step remembered when it began: journaled, so a recovery sees the same. */
const Snapshot = z.object({
  toSeq: z.int(),
  /** Version of the summary; 0: none. */
  summary: z.int().default(0),
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
  { memory, summaries }: Pick<CallExecutorDependencies, "memory" | "summaries">,
  context: StepContext,
  policy: ContextPolicy,
  query: string,
): Promise<StepMemory> {
  if (policy.history !== "thread" || !context.run.threadId) return NO_MEMORY;
  const value = await context.call("memory:read", async () => {
    const toSeq = await memory.lastSeq(context.run);
    const found = policy.strategy === "summarize" ? await summaries.newest(context.run, toSeq) : null;
    const recalled = policy.recallShare > 0 ? await memory.search(context.run, query) : [];
    return { value: { toSeq, summary: found?.summary?.version ?? 0, recalled } };
  });
  const snapshot = Snapshot.parse(value);
  const { toSeq, recalled } = snapshot;
  // One that has lost its text meanwhile is as if it had never been.
  const summary = snapshot.summary === 0 ? null : await summaries.version(context.run, snapshot.summary);
  if ([...recalled, ...(summary ? [summary] : [])].some(({ trust }) => trust === "untrusted")) taint(context);
  return { history: await memory.history(context.run, toSeq, summary?.toSeq ?? 0), recalled, summary };
}

/** Memory washes no taint out. */
export function taint(context: StepContext): void {
  if (!context.taint.untrustedInput) context.setTaint("untrustedInput");
}
