import { z } from "zod";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** What one model call may use at most, and who makes it. */
export type BudgetAsk = {
  tenantId: TenantId;
  harnessId: string;
  runId: string;
  stepKey: string;
  attempt: number;
  /** Millionths of a US dollar; null = the price is unknown. */
  micros: number | null;
  tokens: number;
  /** A call that is not settled within this time counts in full. */
  leaseMs: number;
  nowMs: number;
};

/** Why a budget lets a call wait. `until` (ms): when it may be asked again without anybody's help. */
export const BudgetRefusal = z.object({
  why: z.enum(["spent", "reserved", "unpriced"]),
  budget: z.string(),
  name: z.string(),
  level: z.enum(["tenant", "harness"]),
  period: z.enum(["day", "month"]),
  unit: z.enum(["micros", "tokens"]),
  limit: z.number(),
  spent: z.number(),
  reserved: z.number(),
  until: z.number(),
});
export type BudgetRefusal = z.infer<typeof BudgetRefusal>;

/** `reservation` is null when no budget is over the call: there is nothing to settle. */
export type BudgetAnswer = { ok: true; reservation: string | null } | { ok: false; refusal: BudgetRefusal };

/** What a call really used. Null: nobody knows; all that was reserved counts. */
export type UsedAmounts = { micros: number; tokens: number } | null;

/** Budgets as the worker sees them. `reserve` promises in every budget over the call, or in none. */
export interface BudgetDesk {
  reserve(ask: BudgetAsk): Promise<BudgetAnswer>;
  settle(of: { tenantId: TenantId; reservation: string | null; nowMs: number }, used: UsedAmounts): Promise<void>;
}
