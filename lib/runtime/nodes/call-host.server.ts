import { isTransient } from "@/lib/platform/errors/error-class";
import { literalHost } from "@/lib/release/literal-host";
import { hostTarget } from "@/lib/runtime/circuit-breakers/breaker-store";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { type HttpCall, sendHttp } from "@/lib/runtime/tool-calls/send-http.server";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** One HTTP call through the circuit of its host: while that is open nothing is sent, and the failure may pass. */
export async function callHost(
  deps: CallExecutorDependencies,
  { clock, run }: StepContext,
  call: HttpCall,
): Promise<ToolOutcome> {
  const host = literalHost(call.url);
  if (!host) return await sendHttp(call, deps);
  const of = { tenantId: run.tenantId, target: hostTarget(host), connectionRev: null };
  const admitted = await deps.breakers.admit(of, clock.now());
  if (admitted.open) {
    const retryAfterMs = Math.max(0, (admitted.retryAt ?? clock.now()) - clock.now());
    const pause = `${host} is not called for ${Math.ceil(retryAfterMs / 1_000)} s, because too many calls failed.`;
    return { ...failedOnce(pause), retryAfterMs };
  }
  const outcome = await sendHttp(call, deps);
  if (outcome.ok) await deps.breakers.record(of, "ok", clock.now());
  else if (outcome.class !== "cancelled" && outcome.class !== "internal")
    await deps.breakers.record(of, isTransient(outcome) ? "failed" : "ok", clock.now());
  return outcome;
}

const failedOnce = (message: string) => ({ ...toolFailed(message), transient: true });
