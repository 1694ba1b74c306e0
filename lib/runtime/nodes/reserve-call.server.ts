import type { UsedAmounts } from "@/lib/governance/budgets/budget-desk";
import { refusalWords } from "@/lib/governance/budgets/refusal-words";
import type { TokenUsage } from "@/lib/observability/spans/span-sink";
import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { ModelConnection, ModelResult } from "@/lib/runtime/models/model-gateway";
import { priceCall } from "@/lib/runtime/models/price-call";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { answerOf } from "@/lib/runtime/nodes/model-call-span.server";
import { StepWait } from "@/lib/runtime/nodes/step-wait";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** A worker that lives settles well within this time after the call's own timeout. */
const SETTLE_MS = 60_000;

type PlannedCall = {
  ref: string;
  connection: ModelConnection;
  modelId: string;
  inputTokens: number;
  maxOutputTokens: number;
};

/**
 * Reserves what a call may use at most in every budget over it. The returned function puts what it used in its place. Throws
 * `StepWait` when a budget has no room for it: the run parks and loses nothing.
 */
export async function reserveCall(
  { budgets }: Pick<CallExecutorDependencies, "budgets">,
  context: StepContext,
  call: PlannedCall,
): Promise<(result: ModelResult) => Promise<void>> {
  const { run, stepKey, attempt, node, clock } = context;
  const { tenantId, harnessId, runId } = run;
  const most = { input: call.inputTokens, cacheRead: 0, cacheWrite: 0, output: call.maxOutputTokens, reasoning: 0 };
  const needs = { micros: dollarMicros(call, most), tokens: totalOf(most) };
  const leaseMs = node.policy.timeoutMs + SETTLE_MS;
  const ask = { tenantId, harnessId, runId, stepKey, attempt, ...needs, leaseMs, nowMs: clock.now() };
  const answer = await budgets.reserve(ask);
  if (!answer.ok) {
    const message = refusalWords(answer.refusal, { model: call.ref, needs });
    const failed = failure("budget_exceeded", message, node.key);
    throw new StepWait({ for: "budget", failure: failed, until: answer.refusal.until });
  }
  const { reservation } = answer;
  return (result) => budgets.settle({ tenantId, reservation, nowMs: clock.now() }, usedBy(call, result));
}

/** Failures after which nobody knows what the provider counted. */
const UNKNOWN_USE: ReadonlySet<ErrorClass> = new Set(["provider_timeout", "cancelled", "unknown"]);

function usedBy(call: PlannedCall, result: ModelResult): UsedAmounts {
  const answer = answerOf(result);
  if (answer) return { micros: dollarMicros(call, answer.usage) ?? 0, tokens: totalOf(answer.usage) };
  if (!result.ok && (UNKNOWN_USE.has(result.failure.class) || result.failure.partial !== undefined)) return null;
  return { micros: 0, tokens: 0 };
}

/** Budgets count US dollars; a price in another currency is one that they do not know. */
function dollarMicros({ connection, modelId }: PlannedCall, usage: TokenUsage): number | null {
  const { costMicros, currency } = priceCall(connection, modelId, usage);
  return currency === "USD" ? costMicros : null;
}

const totalOf = ({ input, cacheRead, cacheWrite, output, reasoning }: TokenUsage): number =>
  input + cacheRead + cacheWrite + output + reasoning;
