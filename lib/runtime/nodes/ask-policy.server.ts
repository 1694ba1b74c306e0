import type { ApprovalAnswer } from "@/lib/governance/approvals/approval-desk";
import { actionResource } from "@/lib/governance/policies/action-resource";
import type { AgentAction, DecisionResult } from "@/lib/governance/policies/decision";
import { errorFingerprint } from "@/lib/observability/spans/error-fingerprint.server";
import { log } from "@/lib/platform/log/log.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { StepWait } from "@/lib/runtime/nodes/step-wait";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** `ordinal` makes the span's id and names the approval; the name of the call. */
export type PolicyCall = { ordinal: string; action: AgentAction; args: unknown };
export type Permit =
  | { allowed: true; decisionId: string; isBudgeted: boolean }
  | { allowed: false; decisionId: string; reason: string; policies: string[] };

/**
 * Asks the policy about one call, and a person where the policy says so. A denial becomes a span of its own, named by
 * the policy. Throws `StepWait` while a person has not decided or the engine gives no answer.
 */
export async function askPolicy(
  deps: Pick<CallExecutorDependencies, "decide" | "approvals">,
  context: StepContext,
  call: PolicyCall,
): Promise<Permit> {
  const decision = await decided(deps, context, call, false);
  if (decision.verdict !== "needs_approval" || context.run.environment === "draft")
    return permitOf(context, call, decision, null);
  const answer = await askPerson(deps, context, call, decision);
  switch (answer.kind) {
    case "pending":
      throw new StepWait({ for: "approval", approvalId: answer.approvalId, ofCall: true, until: answer.expiresAtMs });
    case "approved": {
      // Decided again now: what was approved may be forbidden since.
      const again = await decided(deps, context, call, true);
      if (again.verdict === "allow")
        await deps.approvals.use(context.run.tenantId, answer.approvalId, context.clock.now());
      return permitOf(context, call, again, null);
    }
    default:
      return permitOf(context, call, decision, answer);
  }
}

function permitOf(
  context: StepContext,
  call: PolicyCall,
  decision: DecisionResult,
  answer: Extract<ApprovalAnswer, { kind: "rejected" | "expired" }> | null,
): Permit {
  const { decisionId, isBudgeted } = decision;
  if (decision.verdict === "allow") return { allowed: true, decisionId, isBudgeted };
  const policies = decision.reasons.map((reason) => reason.title);
  const reason = answer
    ? answerOf(answer, subjectOf(call.action))
    : reasonOf(decision, subjectOf(call.action), policies);
  recordDenial(context, call, decision, reason);
  return { allowed: false, decisionId, reason, policies };
}

/** The engine's answer. When it gives none, the run waits and asks again: nothing is called without a decision. */
async function decided(
  { decide }: Pick<CallExecutorDependencies, "decide">,
  context: StepContext,
  { action }: PolicyCall,
  approved: boolean,
): Promise<DecisionResult> {
  const { run, node, usage } = context;
  const decision = await decide(
    {
      runId: run.runId,
      nodeKey: node.key,
      stepKey: context.stepKey,
      attempt: context.attempt,
      harnessSlug: run.harnessSlug,
      projectId: run.projectId,
      environment: run.environment,
      now: context.clock.now(),
      taint: context.taint,
      usage: { runCostMicros: usage.costMicros, runSteps: usage.steps, toolCallsInRun: usage.toolCalls },
      action,
      approved,
    },
    run.tenantId,
  );
  if (decision.why === "engine_unavailable") throw noAnswer(context);
  return decision;
}

const PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

function noAnswer({ node, attempt, clock }: StepContext): StepWait {
  const message = "The policies gave no answer, so nothing was called. The run asks again by itself.";
  const until = clock.now() + Math.min(PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
  return new StepWait({ for: "policy", failure: failure("internal", message, node.key), until });
}

async function askPerson(
  { approvals }: Pick<CallExecutorDependencies, "approvals">,
  context: StepContext,
  { ordinal, action, args }: PolicyCall,
  decision: DecisionResult,
): Promise<ApprovalAnswer> {
  const { run, node, taint } = context;
  const resource = actionResource(action);
  try {
    return await approvals.ask({
      tenantId: run.tenantId,
      projectId: run.projectId,
      runId: run.runId,
      stepKey: `${context.stepKey}#${ordinal}`,
      action: action.kind,
      resource,
      args,
      title: `${VERB[action.kind]} ${resource}`,
      requestedBy: run.startedBy,
      policyVersion: decision.policyVersion,
      facts: {
        harness: run.harnessSlug,
        environment: run.environment,
        node: node.label || node.key,
        policies: decision.reasons.map((reason) => reason.title),
        taint: [
          ...(taint.untrustedInput ? ["untrusted input"] : []),
          ...(taint.readSensitive ? ["sensitive data"] : []),
        ],
      },
      nowMs: context.clock.now(),
    });
  } catch (error) {
    log().error({ error: String(error), run: run.runId }, "nobody could be asked");
    throw noAnswer(context);
  }
}

const answerOf = (answer: Extract<ApprovalAnswer, { kind: "rejected" | "expired" }>, subject: string): string =>
  answer.kind === "expired"
    ? `A person had to approve ${subject}, and nobody decided in time.`
    : `A person refused ${subject}${answer.comment ? `: ${answer.comment}` : "."}`;

const VERB: Record<AgentAction["kind"], string> = {
  "tool.call": "Call",
  "model.invoke": "Use",
  "knowledge.read": "Read",
  "memory.read": "Read the memory of scope",
  "memory.write": "Write the memory of scope",
};
const SUBJECT: Record<AgentAction["kind"], string> = {
  "tool.call": "the tool",
  "model.invoke": "the model",
  "knowledge.read": "the knowledge",
  "memory.read": "reading the memory of scope",
  "memory.write": "writing the memory of scope",
};
/** Kinds of calls that an agent makes by itself: it goes on when one is refused. */
const OF_AGENT: ReadonlySet<AgentAction["kind"]> = new Set(["tool.call", "memory.read", "memory.write"]);
const subjectOf = (action: AgentAction): string => `${SUBJECT[action.kind]} "${actionResource(action)}"`;

function reasonOf({ verdict, why }: DecisionResult, subject: string, policies: string[]): string {
  const named = policies.map((title) => `"${title}"`).join(", ");
  if (why === "default_deny") return `No policy allows ${subject} here.`;
  if (verdict === "needs_approval")
    return `A person would have to approve ${subject}${named && ` (policy ${named})`}; in a test run nobody is asked.`;
  if (why === "policy" && named) return `Policy ${named} forbids ${subject}.`;
  return `The policies could not be applied to ${subject} (${why}), so it was not called.`;
}

function recordDenial(
  context: StepContext,
  { ordinal, action, args }: PolicyCall,
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
    ...(action.kind === "tool.call" && { toolName: action.tool.key }),
    ...(action.kind === "model.invoke" && { model: action.model.ref }),
    decisionIds: [decision.decisionId],
    attributes: {
      verdict: decision.verdict,
      // The agent goes on without the tool: its own attempt does not fail, so the denial is what counts as a failure.
      toolOfAgent: OF_AGENT.has(action.kind) && context.node.kind === "agent",
      why: decision.why,
      policyVersion: decision.policyVersion,
      policies: decision.reasons,
      obligations: decision.obligations,
    },
    input: args,
    output: { reason: message },
  });
}
