import { httpAction, httpClasses } from "@/lib/governance/policies/http-action";
import type { JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { literalHost } from "@/lib/release/literal-host";
import { NODE_CONFIG, type NodeConfig } from "@/lib/release/node-config";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callHost } from "@/lib/runtime/nodes/call-host.server";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { failedEffect } from "@/lib/runtime/nodes/failed-effect";
import { bodyOf } from "@/lib/runtime/nodes/run-tool.server";
import { runWithEffect } from "@/lib/runtime/nodes/run-with-effect.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import type { NodeExecutor, StepContext } from "@/lib/runtime/worker/node-executor";

/**
 * One HTTP call. Output `{status, body}`; statuses from 400 on fail the step, and so does a body that does not fit the
 * response schema. The answer taints the run.
 */
export function createHttpExecutor(deps: CallExecutorDependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const config = NODE_CONFIG.http.parse(context.node.config);
    const output = await context.call("tool:0", async () => ({ value: await perform(deps, context, config) }));
    if (!context.taint.untrustedInput) context.setTaint("untrustedInput");
    return { ok: true, output, port: "out" };
  });
}

async function perform(deps: CallExecutorDependencies, context: StepContext, config: NodeConfig<"http">) {
  const { sideEffect, method } = config;
  const args = { method, host: literalHost(config.url) ?? "" };
  const permit = await askPolicy(deps, context, {
    ordinal: "tool:0",
    action: httpAction({ ...args, sideEffect }),
    args: { ...args, url: config.url, input: context.input },
  });
  context.annotate({ toolName: "http", decisionIds: [permit.decisionId], attributes: args });
  if (!permit.allowed) throw new StepFailure("policy_denied", permit.reason, { policies: permit.policies });
  const called = { key: context.node.key, classes: httpClasses(method), sideEffect };
  const mocked = await deps.mockTool(context.run, called, { ...args, input: context.input });
  const outcome =
    mocked ??
    (await runWithEffect(deps.effects, context, {
      call: "tool:0",
      sideEffect,
      request: { ...args, input: context.input },
      send: async (idempotencyKey) =>
        fitting(
          context.node.key,
          config.response,
          await callHost(deps, context, {
            ...config,
            tenantId: context.run.tenantId,
            values: { ...context.scope, args: context.input },
            args: Object.keys(context.input).length > 0 ? context.input : null,
            idempotencyKey: sideEffect === "none" ? null : idempotencyKey,
            timeoutMs: context.node.policy.timeoutMs,
            signal: context.signal,
          }),
        ),
    }));
  if (outcome.ok) return outcome.value;
  throw new StepFailure(outcome.class, outcome.message, failedEffect(outcome, sideEffect));
}

/** The call was sent, so a body that does not fit fails the step as a tool's answer does. */
function fitting(key: string, response: JsonSchema | undefined, outcome: ToolOutcome): ToolOutcome {
  if (!outcome.ok || !response) return outcome;
  const [issue] = jsonValueIssues(response, bodyOf(outcome.value));
  if (!issue) return outcome;
  const words = `"${key}" got an answer that does not fit its response schema at "${issue.pointer}": ${issue.message}`;
  return toolFailed(words, "tool_error", true);
}
