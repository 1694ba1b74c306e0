import type { AgentAction } from "@/lib/governance/policies/decision";
import { toolAction } from "@/lib/governance/policies/tool-action";
import { errorFingerprint } from "@/lib/observability/spans/error-fingerprint.server";
import type { SpanEnd } from "@/lib/observability/spans/span-sink";
import type { Json } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { CallableTool } from "@/lib/release/memory-tools";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { runTool } from "@/lib/runtime/nodes/run-tool.server";
import { runWithEffect } from "@/lib/runtime/nodes/run-with-effect.server";
import { memoryAction } from "@/lib/runtime/tool-calls/memory-call";
import { mockedOutcome } from "@/lib/runtime/tool-calls/mocked-outcome";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

export type ToolAsk = {
  /** Name of the durable call, for example `tool:0:call_1`. */
  name: string;
  tool: CallableTool;
  args: Json;
  /** `child`: a span of its own (agents); `attempt`: the span of the attempt is the call. */
  span: "child" | "attempt";
};
export type ToolResult = ToolOutcome | { ok: false; class: "policy_denied"; message: string; policies: string[] };

const OUTSIDE: ReadonlySet<CallableTool["impl"]["kind"]> = new Set(["http", "mcp"]);

/**
 * One tool call, not yet durable: check the arguments, ask the policy, run, report a span. Failures are returned.
 * Tools that reach outside taint the run.
 */
export async function callTool(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ToolAsk,
): Promise<ToolResult> {
  const { tool, args } = ask;
  const [issue] = jsonValueIssues(tool.input, args);
  if (issue) {
    const wrong = toolFailed(`Bad arguments at "${issue.pointer}": ${issue.message}`, "output_schema_invalid");
    startToolSpan(context, ask)(wrong, []);
    return wrong;
  }
  const permit = await askPolicy(deps, context, {
    ordinal: ask.name,
    action: actionOf(tool, args),
    args,
  });
  if (!permit.allowed) {
    if (ask.span === "attempt") context.annotate({ toolName: tool.key, decisionIds: [permit.decisionId] });
    return { ok: false, class: "policy_denied", message: permit.reason, policies: permit.policies };
  }
  const endSpan = startToolSpan(context, ask);
  const mocked =
    (await deps.mockTool(context.run, tool, args)) ??
    (context.run.environment === "draft" ? mockedOutcome(tool, args, context.scope) : null);
  const outcome =
    mocked ??
    (await runWithEffect(deps.effects, context, {
      call: ask.name,
      sideEffect: tool.sideEffect,
      request: { tool: tool.key, args },
      send: (idempotencyKey) => runTool(deps, context, { ...ask, idempotencyKey }),
    }));
  if (mocked) context.annotate({ attributes: { mocked: true } });
  endSpan(outcome, [permit.decisionId]);
  const reachesOutside = OUTSIDE.has(tool.impl.kind) || tool.classes.includes("egress");
  if (outcome.ok && reachesOutside && !context.taint.untrustedInput) context.setTaint("untrustedInput");
  return outcome;
}

const actionOf = (tool: CallableTool, args: Json): AgentAction =>
  tool.impl.kind === "memory" ? memoryAction(tool.impl, args) : { ...toolAction(tool), args };

function startToolSpan(context: StepContext, { tool, args, name, span }: ToolAsk) {
  if (span === "attempt")
    return (_outcome: ToolOutcome, decisionIds: string[]) => context.annotate({ toolName: tool.key, decisionIds });
  const end = context.startSpan({ kind: "tool", name: tool.key, ordinal: name });
  return (outcome: ToolOutcome, decisionIds: string[]) => {
    const about: Partial<SpanEnd> = { toolName: tool.key, decisionIds, input: args, attributes: { call: name } };
    if (outcome.ok) return end({ ...about, status: "ok", output: outcome.value });
    const { class: errorClass, message } = outcome;
    const fingerprint = errorFingerprint({ class: errorClass, message, nodeKey: `${context.node.key}/${tool.key}` });
    end({ ...about, status: "error", error: { class: errorClass, message: message.slice(0, 500), fingerprint } });
  };
}
