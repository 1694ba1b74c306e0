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

/** What the approval step of a harness asks. Either a role or people; neither: whoever may approve. */
export type StepQuestion = Pick<
  ApprovalRequest,
  "tenantId" | "projectId" | "runId" | "stepKey" | "resource" | "args" | "title" | "requestedBy" | "facts" | "nowMs"
> & {
  role: string | null;
  users: readonly string[];
  excludeStarter: boolean;
  form: unknown;
  expiresMs: number;
};

/** Where a run asks a person, and learns what was decided. Implementations: Postgres, memory. */
export interface ApprovalDesk {
  /** The answer about exactly these arguments under exactly this policy version; asks when nobody was asked yet. */
  ask(request: ApprovalRequest): Promise<ApprovalAnswer>;
  /** Asks what a step asks: once, whatever repeats it. */
  askStep(question: StepQuestion): Promise<{ approvalId: string; expiresAtMs: number }>;
  /** Marks an approval as used by its call. */
  use(tenantId: TenantId, approvalId: string, nowMs: number): Promise<void>;
}

/** How long a person has. */
export const APPROVAL_MS = 86_400_000;
