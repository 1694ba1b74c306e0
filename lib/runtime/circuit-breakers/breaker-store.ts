import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { CallOutcome } from "@/lib/runtime/circuit-breakers/circuit-breaker";

/** What a breaker protects. `connectionRev`: revision of the model connection; null for a host. */
export type BreakerTarget = { tenantId: TenantId; target: string; connectionRev: number | null };
export const modelTarget = (ref: string): string => `model:${ref}`;
export const hostTarget = (host: string): string => `host:${host}`;

/** The circuits of all workers together. Implementations: Postgres, memory. */
export interface BreakerStore {
  /** Whether to call now. `open`: not before `retryAt` (ms), or, when that is null, not before the connection changes. */
  admit(target: BreakerTarget, nowMs: number): Promise<{ open: false } | { open: true; retryAt: number | null }>;
  record(target: BreakerTarget, outcome: CallOutcome, nowMs: number): Promise<void>;
}
