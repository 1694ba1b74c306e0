import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Json } from "@/lib/release/json-schema";

type EffectStart = {
  tenantId: TenantId;
  idempotencyKey: string;
  runId: string;
  nodeKey: string;
  attempt: number;
  request: Json;
  nowMs: number;
};
/** `open`: an earlier attempt was sent and nobody knows what came of it. */
type EffectBefore = { state: "new" } | { state: "open" } | { state: "succeeded"; response: Json };

/** Records each change outside before it is sent, so that a recovery knows what may have happened. */
export interface EffectLedger {
  begin(effect: EffectStart): Promise<EffectBefore>;
  settle(
    tenantId: TenantId,
    idempotencyKey: string,
    end: { state: "succeeded"; response: Json } | { state: "failed" | "unknown" },
  ): Promise<void>;
}
