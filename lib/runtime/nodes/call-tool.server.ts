import { errorFingerprint } from "@/lib/observability/spans/error-fingerprint.server";
import type { SpanEnd } from "@/lib/observability/spans/span-sink";
import type { Json } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callHost } from "@/lib/runtime/nodes/call-host.server";
import { runWithEffect } from "@/lib/runtime/nodes/run-with-effect.server";
import { runBuiltIn } from "@/lib/runtime/tool-calls/run-built-in.server";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

export type ToolAsk = {
  /** Name of the durable call, for example `tool:0:call_1`. */
  name: string;
  tool: ToolDefinition;
  args: Json;
  /** `child`: a span of its own (agents); `attempt`: the span of the attempt is the call. */
  span: "child" | "attempt";
};
export type ToolResult = ToolOutcome | { ok: false; class: "policy_denied"; message: string; policies: string[] };

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
    action: {
      kind: "tool.call",
      tool: { key: tool.key, classes: tool.classes, sideEffect: tool.sideEffect, inputSchema: tool.input },
      args,
    },
    args,
  });
  if (!permit.allowed) {
    if (ask.span === "attempt") context.annotate({ toolName: tool.key, decisionIds: [permit.decisionId] });
    return { ok: false, class: "policy_denied", message: permit.reason, policies: permit.policies };
  }
  const endSpan = startToolSpan(context, ask);
  const outcome =
    (await deps.mockTool(context.run, tool, args)) ??
    (await runWithEffect(deps.effects, context, {
      call: ask.name,
      sideEffect: tool.sideEffect,
      request: { tool: tool.key, args },
      send: (idempotencyKey) => runTool(deps, context, { ...ask, idempotencyKey }),
    }));
  endSpan(outcome, [permit.decisionId]);
  const reachesOutside = tool.impl.kind === "http" || tool.classes.includes("egress");
  if (outcome.ok && reachesOutside && !context.taint.untrustedInput) context.setTaint("untrustedInput");
  return outcome;
}

async function runTool(
  deps: CallExecutorDependencies,
  context: StepContext,
  { tool, args, name, idempotencyKey }: ToolAsk & { idempotencyKey: string },
): Promise<ToolOutcome> {
  const { impl } = tool;
  if (impl.kind === "built-in") {
    const place = {
      nodeKey: context.node.key,
      stepKey: `${context.stepKey}#${name}`,
      attempt: context.attempt,
      nowMs: context.clock.now(),
    };
    return await runBuiltIn(impl.name, { context, memory: deps.memory, args, idempotencyKey, place });
  }
  const outcome = await callHost(deps, context, {
    ...impl,
    tenantId: context.run.tenantId,
    values: { args },
    args,
    idempotencyKey: tool.sideEffect === "none" ? null : idempotencyKey,
    timeoutMs: tool.timeoutMs,
    signal: context.signal,
  });
  return outcome.ok ? checkOutput(tool, outcome.value) : outcome;
}

function checkOutput({ output, key }: ToolDefinition, value: Json): ToolOutcome {
  const [issue] = output ? jsonValueIssues(output, bodyOf(value)) : [];
  return issue
    ? toolFailed(
        `"${key}" answered something that does not fit its output schema at "${issue.pointer}": ${issue.message}`,
        "tool_error",
        true,
      )
    : { ok: true, value };
}

const bodyOf = (value: Json): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value.body ?? null) : value;

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
