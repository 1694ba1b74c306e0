import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { NodeConfig } from "@/lib/release/node-config";
import type { ToolReply } from "@/lib/runtime/models/chat-message";
import type { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

type Turn = {
  answer: Pick<ModelAnswer, "text" | "toolCalls">;
  replies: readonly ToolReply[];
  turn: number;
  tokens: number;
};

/** Whether the condition of an agent holds after a turn. Throws `ExpressionError` when it cannot be evaluated. */
export function isDone(
  { scope }: Pick<StepContext, "scope">,
  { stopWhen }: Pick<NodeConfig<"agent">, "stopWhen">,
  { answer, replies, turn, tokens }: Turn,
): boolean {
  if (stopWhen === undefined) return false;
  const calls = replies.map(({ id, name, outcome, value }) => ({
    ...{ name, outcome, value },
    input: answer.toolCalls.find((call) => call.id === id)?.input ?? null,
  }));
  return evaluateCel(stopWhen, { ...scope, input: { text: answer.text, turn, tokens, calls } }) === true;
}
