import type { AgentAction, DecisionResult } from "@/lib/governance/policies/decision";
import { errorFingerprint } from "@/lib/observability/spans/error-fingerprint.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

export type Permit =
  | { allowed: true; decisionId: string }
  | { allowed: false; decisionId: string; reason: string; policies: string[] };

/**
 * Asks the policy about one call. A denial becomes a span of its own, named by the policy. When the engine gives no
 * answer the attempt fails: nothing is called without a decision.
 * @param ordinal makes the span's id; the name of the call
 */
export async function askPolicy(
  { decide }: Pick<CallExecutorDependencies, "decide">,
  context: StepContext,
  call: { ordinal: string; action: AgentAction; args: unknown },
): Promise<Permit> {
  const { run, node, usage } = context;
  const startedAt = context.clock.now();
  const decision = await decide(
    {
      runId: run.runId,
      nodeKey: node.key,
      stepKey: context.stepKey,
      attempt: context.attempt,
      harnessSlug: run.harnessSlug,
      projectId: run.projectId,
      environment: run.environment,
      now: startedAt,
      taint: context.taint,
      usage: { runCostMicros: usage.costMicros, runSteps: usage.steps, toolCallsInRun: usage.toolCalls },
      action: call.action,
    },
    run.tenantId,
  );
  const { decisionId } = decision;
  if (decision.verdict === "allow") return { allowed: true, decisionId };
  if (decision.why === "engine_unavailable")
    throw new StepFailure(
      "internal",
      "The policy engine gave no answer, so nothing was called. The step can be repeated.",
    );
  const policies = decision.reasons.map((reason) => reason.title);
  const reason = reasonOf(decision, subjectOf(call.action), policies);
  recordDenial(context, call, decision, reason);
  return { allowed: false, decisionId, reason, policies };
}

const subjectOf = (action: AgentAction): string =>
  action.kind === "tool.call" ? `the tool "${action.tool.key}"` : `the model "${action.model.ref}"`;

function reasonOf({ verdict, why }: DecisionResult, subject: string, policies: string[]): string {
  const named = policies.map((title) => `"${title}"`).join(", ");
  if (why === "default_deny") return `No policy allows ${subject} here.`;
  if (verdict === "needs_approval" || why === "approval_unavailable")
    return `A person has to approve ${subject}${named && ` (policy ${named})`}, and nobody can yet.`;
  if (why === "policy" && named) return `Policy ${named} forbids ${subject}.`;
  return `The policies could not be applied to ${subject} (${why}), so it was not called.`;
}

function recordDenial(
  context: StepContext,
  { ordinal, action, args }: { ordinal: string; action: AgentAction; args: unknown },
  decision: DecisionResult,
  message: string,
): void {
  const end = context.startSpan({
    kind: "policy",
    name: decision.reasons[0]?.title ?? "Nothing allows this",
    ordinal: `policy:${ordinal}`,
  });
  const where = context.node.key;
  end({
    status: "error",
    error: {
      class: "policy_denied",
      message,
      fingerprint: errorFingerprint({ class: "policy_denied", message, nodeKey: where }),
    },
    ...(action.kind === "tool.call" ? { toolName: action.tool.key } : { model: action.model.ref }),
    decisionIds: [decision.decisionId],
    attributes: {
      verdict: decision.verdict,
      // The agent goes on without the tool: its own attempt does not fail, so the denial is what counts as a failure.
      toolOfAgent: action.kind === "tool.call" && context.node.kind === "agent",
      why: decision.why,
      policyVersion: decision.policyVersion,
      policies: decision.reasons,
      obligations: decision.obligations,
    },
    input: args,
    output: { reason: message },
  });
}
