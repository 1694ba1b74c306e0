import type { Json } from "@/lib/release/json-schema";
import type { SideEffect } from "@/lib/release/tool-definition";
import type { EffectLedger } from "@/lib/runtime/tool-calls/effect-ledger";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

export type EffectCall = {
  call: string;
  sideEffect: SideEffect;
  request: Json;
  send: (idempotencyKey: string) => Promise<ToolOutcome>;
};

/**
 * Sends something that changes the world at most once when it is `unsafe`, and with the same idempotency key when it is
 * repeated. The key is that of run, step and call, not of the attempt. What already succeeded is answered from the ledger.
 */
export async function runWithEffect(
  effects: EffectLedger,
  context: StepContext,
  { call, sideEffect, request, send }: EffectCall,
): Promise<ToolOutcome> {
  const { tenantId, runId } = context.run;
  const idempotencyKey = `${runId}/${context.stepKey}/${call}`;
  if (sideEffect === "none") return await send(idempotencyKey);
  const before = await effects.begin({
    tenantId,
    idempotencyKey,
    runId,
    nodeKey: context.node.key,
    attempt: context.attempt,
    request,
    nowMs: context.clock.now(),
  });
  if (before.state === "succeeded") return { ok: true, value: before.response };
  if (before.state === "open" && sideEffect === "unsafe")
    return toolFailed(
      "An earlier attempt was sent and its outcome is not known. It is not repeated, because it may have worked.",
      "tool_error",
      true,
    );
  const outcome = await send(idempotencyKey);
  if (outcome.ok) await effects.settle(tenantId, idempotencyKey, { state: "succeeded", response: outcome.value });
  else await effects.settle(tenantId, idempotencyKey, { state: outcome.isSent ? "unknown" : "failed" });
  return outcome;
}
