import { z } from "zod";
import { Role } from "@/lib/governance/access/scopes";

export const ApprovalState = z.enum(["pending", "approved", "rejected", "expired"]);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** What the one who decides should know about a call, beside its arguments. */
export const ApprovalFacts = z.object({
  harness: z.string().optional(),
  environment: z.string().optional(),
  node: z.string().optional(),
  /** Titles of the policies that ask. */
  policies: z.array(z.string()).default([]),
  taint: z.array(z.string()).default([]),
});
export type ApprovalFacts = z.infer<typeof ApprovalFacts>;

/** What the inbox is narrowed to; the same names in the API and in the URL. Without `state`: the open ones. */
export const ApprovalFilter = z.strictObject({ state: ApprovalState.optional(), run: z.uuid().optional() });
export type ApprovalFilter = z.infer<typeof ApprovalFilter>;

export const ApprovalView = z.object({
  id: z.uuid(),
  /** `call`: a policy asks about one call. `node`: the harness asks. */
  kind: z.enum(["call", "node"]),
  run: z.uuid(),
  step: z.string(),
  title: z.string(),
  action: z.string(),
  resource: z.string(),
  /** Exactly what is decided about; null with `isRedacted` for those who may neither decide nor read payloads. */
  args: z.json(),
  isRedacted: z.boolean(),
  facts: ApprovalFacts,
  policyVersion: z.int().nullable(),
  /** JSON schema of what an approver fills in, or null. */
  form: z.record(z.string(), z.json()).nullable(),
  role: Role.nullable(),
  requestedBy: z.string(),
  state: ApprovalState,
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  comment: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Whether you may decide it now, and if not, why. */
  mayDecide: z.boolean(),
  whyNot: z.string().nullable(),
});
export type ApprovalView = z.infer<typeof ApprovalView>;
export const ApprovalPage = z.object({ items: z.array(ApprovalView), nextCursor: z.string().nullable() });
export type ApprovalPage = z.infer<typeof ApprovalPage>;

export const NewDecision = z.strictObject({
  decision: z.enum(["approved", "rejected"]),
  comment: z.string().trim().max(1_000).default(""),
  /** What the form of an approval step asks for. */
  form: z.json().default(null),
});
export type NewDecision = z.infer<typeof NewDecision>;
