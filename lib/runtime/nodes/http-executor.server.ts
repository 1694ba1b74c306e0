import type { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG, type NodeConfig } from "@/lib/release/node-config";
import type { ToolClass } from "@/lib/release/tool-definition";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callHost } from "@/lib/runtime/nodes/call-host.server";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { failedEffect } from "@/lib/runtime/nodes/failed-effect";
import { runWithEffect } from "@/lib/runtime/nodes/run-with-effect.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import { literalHost } from "@/lib/runtime/tool-calls/send-http.server";
import type { NodeExecutor, StepContext } from "@/lib/runtime/worker/node-executor";

/** How a policy sees an HTTP node: the tool `http` with method and host. */
const POLICY_INPUT: JsonSchema = {
  type: "object",
  properties: { method: { type: "string" }, host: { type: "string" } },
  required: ["method", "host"],
  additionalProperties: false,
};

/** One HTTP call. Output `{status, body}`; statuses from 400 on fail the step. The answer taints the run. */
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
    action: {
      kind: "tool.call",
      tool: {
        key: "http",
        classes: classesOf(method),
        sideEffect,
        inputSchema: POLICY_INPUT,
      },
      args,
    },
    args,
  });
  context.annotate({ toolName: "http", decisionIds: [permit.decisionId], attributes: args });
  if (!permit.allowed) throw new StepFailure("policy_denied", permit.reason, { policies: permit.policies });
  const called = { key: context.node.key, classes: classesOf(method), sideEffect };
  const mocked = await deps.mockTool(context.run, called, { ...args, input: context.input });
  const outcome =
    mocked ??
    (await runWithEffect(deps.effects, context, {
      call: "tool:0",
      sideEffect,
      request: { ...args, input: context.input },
      send: (idempotencyKey) =>
        callHost(deps, context, {
          ...config,
          tenantId: context.run.tenantId,
          values: { ...context.scope, args: context.input },
          args: Object.keys(context.input).length > 0 ? context.input : null,
          idempotencyKey: sideEffect === "none" ? null : idempotencyKey,
          timeoutMs: context.node.policy.timeoutMs,
          signal: context.signal,
        }),
    }));
  if (outcome.ok) return outcome.value;
  throw new StepFailure(outcome.class, outcome.message, failedEffect(outcome, sideEffect));
}

const classesOf = (method: string): ToolClass[] => (method === "GET" ? ["read", "egress"] : ["write", "egress"]);
