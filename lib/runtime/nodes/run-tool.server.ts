import type { Json } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import type { CallableTool } from "@/lib/release/memory-tools";
import { MAX_TOOL_OUTPUT_BYTES } from "@/lib/release/tool-definition";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callHost } from "@/lib/runtime/nodes/call-host.server";
import { callMcp } from "@/lib/runtime/tool-calls/call-mcp.server";
import { runBuiltIn } from "@/lib/runtime/tool-calls/run-built-in.server";
import { runMemoryTool } from "@/lib/runtime/tool-calls/run-memory-tool.server";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

type Run = { name: string; tool: CallableTool; args: Json; idempotencyKey: string };

/** Does what the tool does, and checks what came: its schema, and 256 KB at most. The policy has been asked. */
export async function runTool(deps: CallExecutorDependencies, context: StepContext, run: Run): Promise<ToolOutcome> {
  const outcome = await perform(deps, context, { ...run, args: withKey(run) });
  return outcome.ok ? checkOutput(run.tool, outcome.value) : outcome;
}

async function perform(deps: CallExecutorDependencies, context: StepContext, run: Run): Promise<ToolOutcome> {
  const { impl, timeoutMs } = run.tool;
  const { tenantId } = context.run;
  const { args } = run;
  const { memory } = deps;
  const within = { tenantId, args, timeoutMs, signal: context.signal };
  switch (impl.kind) {
    case "built-in": {
      const { idempotencyKey } = run;
      return await runBuiltIn(impl.name, { context, memory, args, idempotencyKey, place: placeOf(context, run) });
    }
    case "memory":
      return await runMemoryTool({ context, memory, impl, args, place: placeOf(context, run) });
    case "http":
      return await callHost(deps, context, { ...impl, ...within, values: { args }, ...headerOf(run) });
    case "mcp":
      return await callMcp({ impl, ...within }, deps);
    case "code": {
      const { signal } = context;
      const answer = await deps.runCode({ tenantId, source: impl.source, input: args, deadlineMs: timeoutMs, signal });
      if (answer.logs.length > 0) context.annotate({ attributes: { log: answer.logs } });
      return answer.ok ? answer : toolFailed(answer.message, answer.class);
    }
  }
}

/** Each call of a step writes by itself. */
const placeOf = ({ node, stepKey, attempt, clock }: StepContext, { name }: Run) => ({
  nodeKey: node.key,
  stepKey: `${stepKey}#${name}`,
  attempt,
  nowMs: clock.now(),
});

/** The header that makes a repeated HTTP call recognisable, if there is one. */
function headerOf({ tool: { sideEffect, idempotency }, idempotencyKey }: Run) {
  if (sideEffect === "none" || (idempotency && idempotency.by !== "header")) return { idempotencyKey: null };
  return { idempotencyKey, idempotencyHeader: idempotency?.name ?? "Idempotency-Key" };
}

/** The arguments, with the key among them when the tool takes it there. */
function withKey({ tool: { sideEffect, idempotency }, args, idempotencyKey }: Run): Json {
  if (sideEffect === "none" || idempotency?.by !== "arg") return args;
  return typeof args === "object" && args !== null && !Array.isArray(args)
    ? { ...args, [idempotency.name]: idempotencyKey }
    : args;
}

function checkOutput({ output, key, impl }: CallableTool, value: Json): ToolOutcome {
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > MAX_TOOL_OUTPUT_BYTES)
    return toolFailed(
      `"${key}" answered ${Math.ceil(size / 1_024)} KB; at most ${MAX_TOOL_OUTPUT_BYTES / 1_024} KB are taken. Ask it for less.`,
      "tool_error",
      true,
    );
  const [issue] = output ? jsonValueIssues(output, impl.kind === "http" ? bodyOf(value) : value) : [];
  return issue
    ? toolFailed(
        `"${key}" answered something that does not fit its output schema at "${issue.pointer}": ${issue.message}`,
        "tool_error",
        true,
      )
    : { ok: true, value };
}

/** The body of an HTTP answer `{status, body}`. */
export const bodyOf = (value: Json): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value.body ?? null) : value;
