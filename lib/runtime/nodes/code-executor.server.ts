import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/**
 * The step's JavaScript in the sandbox; `input` are the bindings of `node.in`. Output: what it returns. It reaches nothing
 * outside, so no policy is asked; what it logs is in the span.
 */
export function createCodeExecutor({ runCode }: Pick<CallExecutorDependencies, "runCode">): NodeExecutor {
  return endingWithResult(async (context) => {
    const { source, output } = NODE_CONFIG.code.parse(context.node.config);
    const outcome = await runCode({
      tenantId: context.run.tenantId,
      source,
      input: context.input,
      deadlineMs: context.node.policy.timeoutMs,
      signal: context.signal,
    });
    if (outcome.logs.length > 0) context.annotate({ attributes: { log: outcome.logs } });
    if (!outcome.ok) throw new StepFailure(outcome.class, outcome.message);
    const [issue] = output ? jsonValueIssues(output, outcome.value) : [];
    if (issue)
      throw new StepFailure(
        "output_schema_invalid",
        `The code returned something that does not fit its output schema at "${issue.pointer}": ${issue.message}`,
      );
    return { ok: true, output: outcome.value, port: "out" };
  });
}
