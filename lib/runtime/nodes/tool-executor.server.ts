import { NODE_CONFIG } from "@/lib/release/node-config";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callTool } from "@/lib/runtime/nodes/call-tool.server";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { failedEffect } from "@/lib/runtime/nodes/failed-effect";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/** One tool call with the arguments of `node.in`. Output: what the tool gave. */
export function createToolExecutor(deps: CallExecutorDependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const { tool: key } = NODE_CONFIG.tool.parse(context.node.config);
    const { tools } = context.run.program;
    const tool = Object.hasOwn(tools, key) ? tools[key] : undefined;
    if (!tool) throw new StepFailure("internal", `The release has no tool "${key}".`);
    const output = await context.call("tool:0", async () => {
      const result = await callTool(deps, context, { name: "tool:0", tool, args: context.input, span: "attempt" });
      if (result.ok) return { value: result.value };
      const { class: errorClass, message } = result;
      throw new StepFailure(
        errorClass,
        message,
        "policies" in result ? { policies: result.policies } : failedEffect(result, tool.sideEffect),
      );
    });
    return { ok: true, output, port: "out" };
  });
}
