import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callModel } from "@/lib/runtime/nodes/call-model.server";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import { readStepMemory } from "@/lib/runtime/nodes/read-step-memory.server";
import { renderPrompt } from "@/lib/runtime/nodes/render-prompt";
import { slotOf } from "@/lib/runtime/nodes/slot-of";
import { summariseHistory } from "@/lib/runtime/nodes/summarise-history.server";
import { writeThread } from "@/lib/runtime/nodes/write-thread.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/** One model call. Output `{text}`, with an output schema `{text, object}`. */
export function createLlmExecutor(deps: CallExecutorDependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const config = NODE_CONFIG.llm.parse(context.node.config);
    const policy = { ...context.run.program.context, ...config.context };
    const { user, ...told } = renderPrompt(config.prompt, context.scope);
    const question = { role: "user" as const, text: user };
    const ask: ModelAsk = {
      name: "model:0",
      slot: slotOf(context.run.program, config.slot),
      policy,
      ...told,
      tools: [],
      output: config.output ?? null,
      memory: await readStepMemory(deps, context, policy, user),
      turn: [question],
      span: "attempt",
    };
    const memory = await summariseHistory(deps, context, ask, 0);
    const answer = await callModel(deps, context, { ...ask, memory });
    await writeThread(deps, context, policy, [question, { role: "assistant", text: answer.text, toolCalls: [] }]);
    const output: Json = config.output ? { text: answer.text, object: answer.object } : { text: answer.text };
    return { ok: true, output, port: "out" };
  });
}
