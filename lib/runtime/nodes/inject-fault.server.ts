import type { InjectedFault } from "@/lib/governance/fault-rules/schema";
import type { ModelConnection, ModelFailure, ModelResult } from "@/lib/runtime/models/model-gateway";
import { chance } from "@/lib/runtime/models/sandbox-provider/hash-text";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

const FAILURE: Record<InjectedFault, ModelFailure> = {
  "429": { class: "provider_rate_limit", message: "Injected fault: too many requests.", retryAfterMs: 500 },
  "5xx": { class: "provider_5xx", message: "Injected fault: the provider is not available." },
  timeout: { class: "provider_timeout", message: "Injected fault: no answer in time." },
  "cut-stream": { class: "provider_5xx", message: "Injected fault: the answer was cut off." },
};

type Call = { ref: string; connection: ModelConnection; name: string };

/**
 * The fault that a rule of an operator lets this call run into, instead of asking the provider; null mostly. Never in
 * production and never for simulated models. The same attempt of the same call always runs into the same.
 */
export async function injectFault(
  { findFaultRules }: Pick<CallExecutorDependencies, "findFaultRules">,
  { run, stepKey, attempt, clock }: StepContext,
  { ref, connection, name }: Call,
): Promise<{ fault: InjectedFault; result: ModelResult } | null> {
  if (run.environment === "production" || connection.provider === "sandbox") return null;
  const rules = await findFaultRules(run.tenantId, ref, clock.now());
  const hit = rules.find(({ id, rate }) => chance(`${id}/${run.runId}/${stepKey}/${name}/${attempt}`) < rate);
  return hit ? { fault: hit.kind, result: { ok: false, failure: FAILURE[hit.kind] } } : null;
}
