import { z } from "zod";
import type { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG, type NodeConfig } from "@/lib/release/node-config";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callModel } from "@/lib/runtime/nodes/call-model.server";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { slotOf } from "@/lib/runtime/nodes/slot-of";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

const OTHER = "other";
const Chosen = z.object({ label: z.string() });

/** Sorts `in.text` into one of the labels or `other`. Output `{label}`; the port is the label. */
export function createClassifyExecutor(deps: CallExecutorDependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const config = NODE_CONFIG.classify.parse(context.node.config);
    const { text } = context.input;
    if (text === undefined) throw new StepFailure("internal", 'Classify needs the input "text".');
    const answer = await callModel(deps, context, {
      name: "model:0",
      slot: slotOf(context.run.program, config.slot),
      policy: { ...context.run.program.context, history: "none" },
      system: instructions(config),
      tools: [],
      output: labelSchema(config),
      memory: { history: [], recalled: [] },
      turn: [{ role: "user", text: typeof text === "string" ? text : JSON.stringify(text) }],
      span: "attempt",
    });
    const { label } = Chosen.parse(answer.object);
    return { ok: true, output: { label }, port: label };
  });
}

function instructions({ instruction, labels }: NodeConfig<"classify">): string {
  const lines = labels.map((label) => `- ${label.key}: ${label.description}`);
  return [instruction, "Answer with one label:", ...lines, `- ${OTHER}: none of these fits`].join("\n");
}

const labelSchema = ({ labels }: NodeConfig<"classify">): JsonSchema => ({
  type: "object",
  title: "Label",
  properties: { label: { type: "string", enum: [...labels.map(({ key }) => key), OTHER] } },
  required: ["label"],
  additionalProperties: false,
});
