import type { ApprovalFacts } from "@/lib/governance/approvals/schema";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** One call about which the policies ask a person. `stepKey`: the step and the name of its call: it is decided once. */
export type ApprovalRequest = {
  tenantId: TenantId;
  projectId: string;
  runId: string;
  stepKey: string;
  action: string;
  resource: string;
  args: unknown;
  title: string;
  requestedBy: string;
  policyVersion: number;
  facts: ApprovalFacts;
  nowMs: number;
};
export type ApprovalAnswer =
  | { kind: "pending"; approvalId: string; expiresAtMs: number }
  | { kind: "approved"; approvalId: string }
  | { kind: "rejected"; comment: string | null }
  | { kind: "expired" };

/** Where a run asks a person, and learns what was decided. Implementations: Postgres, memory. */
export interface ApprovalDesk {
  /** The answer about exactly these arguments under exactly this policy version; asks when nobody was asked yet. */
  ask(request: ApprovalRequest): Promise<ApprovalAnswer>;
  /** Marks an approval as used by its call. */
  use(tenantId: TenantId, approvalId: string, nowMs: number): Promise<void>;
}

/** How long a person has. */
export const APPROVAL_MS = 86_400_000;
