import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { ContextPolicy } from "@/lib/release/context-policy";
import { messageTokens } from "@/lib/runtime/memory/message-groups";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** Adds the messages of a finished step to the run's thread, once, when the step's context policy takes the thread. */
export async function writeThread(
  { memory }: Pick<CallExecutorDependencies, "memory">,
  context: StepContext,
  policy: ContextPolicy,
  messages: ChatMessage[],
): Promise<void> {
  if (policy.history !== "thread" || !context.run.threadId) return;
  await context.call("memory:append", async () => {
    const isTainted = context.taint.untrustedInput;
    await memory.append(
      context.run,
      { nodeKey: context.node.key, stepKey: context.stepKey, attempt: context.attempt, nowMs: context.clock.now() },
      messages.map((message) => ({
        message,
        tokens: messageTokens(message, countTokens),
        trust: message.role === "user" ? "user" : isTainted ? "untrusted" : "derived",
      })),
    );
    return { value: { appended: messages.length } };
  });
}
