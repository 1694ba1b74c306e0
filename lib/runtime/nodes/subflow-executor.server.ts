import { NODE_CONFIG } from "@/lib/release/node-config";
import type { RunLimits } from "@/lib/release/run-request";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor, StepContext } from "@/lib/runtime/worker/node-executor";

const MICROS = 1_000_000;

/**
 * Starts a run of the pinned release with the values of `node.in`, and waits for it. Its output is the step's; it takes
 * over the taint of this run and what is left of its limits, and ends with it.
 */
export function createSubflowExecutor({ startSubRun }: Pick<CallExecutorDependencies, "startSubRun">): NodeExecutor {
  return endingWithResult(async (context) => {
    const { run, node, stepKey, input, taint, clock } = context;
    const { releaseId, harness, release } = NODE_CONFIG.subflow.parse(node.config);
    if (!releaseId) throw new StepFailure("internal", `Release ${release} of "${harness}" was not pinned.`);
    const deepest = run.program.limits.maxDepth;
    if (run.depth >= deepest)
      throw new StepFailure(
        "budget_exceeded",
        `"${node.label}" would start a sub-run ${run.depth + 1} levels deep; at most ${deepest} are allowed.`,
      );
    const started = await startSubRun({
      parent: run,
      stepKey,
      releaseId,
      input,
      taint: [...(taint.untrustedInput ? ["untrustedInput"] : []), ...(taint.readSensitive ? ["readSensitive"] : [])],
      limits: limitsLeft(context),
      signal: context.signal,
      nowMs: clock.now(),
    });
    if (started.kind === "refused") throw new StepFailure(started.class, started.message);
    return { ok: true, wait: { for: "subflow", runId: started.runId, until: clock.now() + node.policy.timeoutMs } };
  });
}

/** What the run may still use. Error: `budget_exceeded`. */
function limitsLeft({ run, usage, node }: StepContext): RunLimits {
  const { limits } = run;
  const tokens = usage.inputTokens + usage.outputTokens + usage.subRunTokens;
  const costUsd = (usage.costMicros + usage.subRunCostMicros) / MICROS;
  const maxTokens = limits.maxTokens - tokens;
  const maxCostUsd = limits.maxCostUsd - costUsd;
  if (maxTokens <= 0 || maxCostUsd < 0)
    throw new StepFailure("budget_exceeded", `Nothing of the run's limits is left for the sub-run of "${node.label}".`);
  return { maxTokens, maxCostUsd };
}
