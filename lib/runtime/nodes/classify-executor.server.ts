import { z } from "zod";
import type { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG, type NodeConfig } from "@/lib/release/node-config";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callModel } from "@/lib/runtime/nodes/call-model.server";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { NO_MEMORY } from "@/lib/runtime/nodes/read-step-memory.server";
import { slotOf } from "@/lib/runtime/nodes/slot-of";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

const OTHER = "other";
const Chosen = z.object({ label: z.string(), confidence: z.number().optional() });

/**
 * Sorts `in.text` into one of the labels or `other`. Output `{label}`, with a least confidence also `{confidence}`: what the
 * model is not sure enough of goes to `other`. The port is the label.
 */
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
      memory: NO_MEMORY,
      turn: [{ role: "user", text: typeof text === "string" ? text : JSON.stringify(text) }],
      span: "attempt",
    });
    const { label, confidence = 0 } = Chosen.parse(answer.object);
    const least = leastOf(config);
    const port = confidence >= least ? label : OTHER;
    if (least > 0) context.annotate({ attributes: { chosen: label, confidence } });
    return { ok: true, output: { label: port, ...(least > 0 && { confidence }) }, port };
  });
}

const leastOf = ({ minConfidence }: NodeConfig<"classify">): number => minConfidence ?? 0;

function instructions(config: NodeConfig<"classify">): string {
  const { instruction, labels } = config;
  const lines = labels.map((label) => `- ${label.key}: ${label.description}`);
  const sure = leastOf(config) > 0 ? ["Say also how sure you are, from 0 to 1."] : [];
  return [instruction, "Answer with one label:", ...lines, `- ${OTHER}: none of these fits`, ...sure].join("\n");
}

const labelSchema = (config: NodeConfig<"classify">): JsonSchema => ({
  type: "object",
  title: "Label",
  properties: {
    label: { type: "string", enum: [...config.labels.map(({ key }) => key), OTHER] },
    ...(leastOf(config) > 0 && { confidence: { type: "number", minimum: 0, maximum: 1 } }),
  },
  required: leastOf(config) > 0 ? ["label", "confidence"] : ["label"],
  additionalProperties: false,
});
