import { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import { askModel } from "@/lib/runtime/nodes/ask-model.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { CallTally } from "@/lib/runtime/nodes/call-tally";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import { tryModels } from "@/lib/runtime/nodes/try-models.server";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/**
 * One durable model call. Models of the slot are tried in order while another may help. Throws `StepFailure` when none
 * answered; a failed call is not journaled. What answers that could not be used have cost counts with the one that could.
 */
export async function callModel(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ModelAsk,
): Promise<ModelAnswer> {
  const value = await context.call(ask.name, async () => {
    const declared = new Set(ask.slot.needs);
    const needs = {
      tools: ask.tools.length > 0 || declared.has("tools"),
      jsonSchema: ask.output !== null || declared.has("json-schema"),
      minWindow: ask.slot.minWindow,
    };
    const tally = new CallTally();
    const answer = await tryModels(deps, context, { slot: ask.slot, needs }, (model) =>
      askModel(deps, context, ask, { model, tally }),
    );
    return { value: answer, usage: tally.usage(answer.simulated) };
  });
  return ModelAnswer.parse(value);
}
