import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";
import type { ModelAnswer } from "@/lib/runtime/models/model-gateway";

export type CassetteToStore = {
  request: RecordedRequest;
  answer: ModelAnswer;
  runId: string;
  nowMs: number;
};

/** Recorded model calls of a tenant. Implementations: Postgres, memory. */
export interface CassetteStore {
  /** The answer that was recorded for exactly this request, or null. */
  find(tenantId: TenantId, request: RecordedRequest): Promise<ModelAnswer | null>;
  /** The newest recorded requests of the same model, at most 50, blacked out. */
  recent(tenantId: TenantId, request: RecordedRequest): Promise<RecordedRequest[]>;
  /** Blacks out and stores; a call that was recorded before is recorded anew. */
  store(tenantId: TenantId, cassette: CassetteToStore): Promise<void>;
}
