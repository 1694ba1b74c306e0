import type { Json } from "@/lib/release/json-schema";
import type { CallableTool } from "@/lib/release/memory-tools";
import { NODE_CONFIG, type NodeConfig } from "@/lib/release/node-config";
import { type ChatMessage, type ToolCall, ToolReply } from "@/lib/runtime/models/chat-message";
import type { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import { isDone } from "@/lib/runtime/nodes/agent-done";
import { limitReached } from "@/lib/runtime/nodes/agent-limit";
import { agentTools } from "@/lib/runtime/nodes/agent-tools";
import { callBatches } from "@/lib/runtime/nodes/call-batches";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callModel } from "@/lib/runtime/nodes/call-model.server";
import { callTool, type ToolResult } from "@/lib/runtime/nodes/call-tool.server";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { failedEffect } from "@/lib/runtime/nodes/failed-effect";
import { mapLimited } from "@/lib/runtime/nodes/map-limited";
import { readStepMemory } from "@/lib/runtime/nodes/read-step-memory.server";
import { renderPrompt } from "@/lib/runtime/nodes/render-prompt";
import { slotOf } from "@/lib/runtime/nodes/slot-of";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import { StepWait } from "@/lib/runtime/nodes/step-wait";
import { summariseHistory } from "@/lib/runtime/nodes/summarise-history.server";
import { writeThread } from "@/lib/runtime/nodes/write-thread.server";
import type { NodeExecutor, StepContext, StepResult } from "@/lib/runtime/worker/node-executor";

type Agent = NodeConfig<"agent">;

/**
 * A model in a loop with tools. Each model call and each tool call is durable by itself: a crash repeats at most the
 * calls that were under way. Output `{text, object, turns, toolCalls, stopped}`; port `limit` when a bound was reached
 * (turns, tokens, or the same call three times). `stopWhen` ends it after a turn with tool calls, at port `out`.
 */
export function createAgentExecutor(deps: CallExecutorDependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const config = NODE_CONFIG.agent.parse(context.node.config);
    const { program } = context.run;
    const policy = { ...program.context, ...config.context };
    const { user, ...told } = renderPrompt(config.prompt, context.scope);
    const tools = agentTools(program, config);
    const ask = {
      slot: slotOf(program, config.slot),
      policy,
      ...told,
      tools: [...tools.values()].map(({ key, description, input }) => ({ name: key, description, input })),
      output: config.output ?? null,
      span: "child" as const,
    };
    let memory = await readStepMemory(deps, context, policy, user);
    const turn: ChatMessage[] = [{ role: "user", text: user }];
    let tokens = 0;
    for (let at = 0; ; at++) {
      const next = { ...ask, name: `model:${at}`, turn: [...turn] };
      memory = await summariseHistory(deps, context, { ...next, memory }, at);
      const answer = await callModel(deps, context, { ...next, memory });
      turn.push({ role: "assistant", text: answer.text, toolCalls: answer.toolCalls });
      tokens += answer.usage.input + answer.usage.output + answer.usage.reasoning;
      const so = { turns: at + 1, tokens, messages: turn };
      const stopped =
        stopBeforeTools(config, answer, so) ?? (await stopAfterTools(deps, context, { config, answer, so, tools }));
      if (stopped === null) continue;
      await writeThread(deps, context, policy, turn);
      return resultOf(turn, { object: answer.object, stopped });
    }
  });
}

/** Why an agent ends with this answer and calls no more tools; null: it goes on. */
const stopBeforeTools = (
  config: Agent,
  { toolCalls }: Pick<ModelAnswer, "toolCalls">,
  so: Parameters<typeof limitReached>[1],
): string | null => (toolCalls.length === 0 ? "answer" : limitReached(config, so));

type Answered = {
  config: Agent;
  answer: ModelAnswer;
  so: { turns: number; tokens: number; messages: ChatMessage[] };
  tools: ReadonlyMap<string, CallableTool>;
};

/** Calls the tools of a turn and adds their replies to it; `condition` when the agent is done with them. */
async function stopAfterTools(
  deps: CallExecutorDependencies,
  context: StepContext,
  { config, answer, so: { turns, tokens, messages }, tools }: Answered,
): Promise<"condition" | null> {
  const replies = await repliesTo(deps, context, { at: turns - 1, calls: answer.toolCalls, tools });
  messages.push({ role: "tool", replies });
  return isDone(context, config, { answer, replies, turn: turns, tokens }) ? "condition" : null;
}

type Turn = { at: number; calls: readonly ToolCall[]; tools: ReadonlyMap<string, CallableTool> };

/** The calls of one turn side by side, an exclusive one alone. What stops the step leaves the later batches unbegun. */
async function repliesTo(
  deps: CallExecutorDependencies,
  context: StepContext,
  { at, calls, tools }: Turn,
): Promise<ToolReply[]> {
  const { parallelToolCalls } = NODE_CONFIG.agent.parse(context.node.config);
  const replies: ToolReply[] = [];
  for (const batch of callBatches(calls, ({ name }) => tools.get(name)?.exclusive === true)) {
    const results = await mapLimited(batch, parallelToolCalls, (call) =>
      settled(replyTo(deps, context, { call, tool: tools.get(call.name), name: `tool:${at}:${call.id}` })),
    );
    replies.push(...allOf(results));
  }
  return replies;
}

type Settled = { reply: ToolReply } | { stop: StepWait | StepFailure };

/** What stops a step waits until the calls beside it are over: none may be cut off in the middle. */
async function settled(reply: Promise<ToolReply>): Promise<Settled> {
  try {
    return { reply: await reply };
  } catch (error) {
    if (error instanceof StepWait || error instanceof StepFailure) return { stop: error };
    throw error;
  }
}

function allOf(results: readonly Settled[]): ToolReply[] {
  const stops = results.flatMap((result) => ("stop" in result ? [result.stop] : []));
  const first = stops.find((stop) => stop instanceof StepFailure) ?? stops[0];
  if (first) throw first;
  return results.flatMap((result) => ("reply" in result ? [result.reply] : []));
}

/** A refused or failed call is told to the model, which may answer something else. */
async function replyTo(
  deps: CallExecutorDependencies,
  context: StepContext,
  { call, tool, name }: { call: ToolCall; tool: CallableTool | undefined; name: string },
): Promise<ToolReply> {
  const { id } = call;
  const value = await context.call(name, async () => {
    const told = tool
      ? toldOf(context, tool, await callTool(deps, context, { name, tool, args: call.input, span: "child" }))
      : { outcome: "error", value: { error: `There is no tool "${call.name}".` } };
    return { value: { id, name: call.name, ...told } };
  });
  return ToolReply.parse(value);
}

function toldOf({ signal }: StepContext, tool: CallableTool, result: ToolResult): { outcome: string; value: Json } {
  if (result.ok) return { outcome: "ok", value: result.value };
  if ("policies" in result) return { outcome: "refused", value: { reason: result.message } };
  // A cancelled step has no result; journaling one would make it final.
  if (result.class === "cancelled") signal.throwIfAborted();
  // Told to the model, it would simply try again.
  const { effect, ...more } = failedEffect(result, tool.sideEffect);
  if (effect === "unknown") throw new StepFailure(result.class, result.message, { effect, ...more });
  return { outcome: "error", value: { error: result.message, ...result.told } };
}

function resultOf(turn: ChatMessage[], end: { object: ToolReply["value"]; stopped: string }): StepResult {
  const answers = turn.filter((message) => message.role === "assistant");
  return {
    ok: true,
    output: {
      text: answers.at(-1)?.text ?? "",
      object: end.object,
      turns: answers.length,
      toolCalls: answers.reduce((total, message) => total + message.toolCalls.length, 0),
      stopped: end.stopped,
    },
    port: end.stopped === "answer" || end.stopped === "condition" ? "out" : "limit",
  };
}
