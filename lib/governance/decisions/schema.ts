import { z } from "zod";
import { DecisionWhy, Verdict } from "@/lib/governance/policies/decision";

/** What the list of decisions is narrowed to; the same names in the API and in the URL of the page. */
export const DecisionFilter = z.strictObject({
  verdict: Verdict.optional(),
  harness: z.string().min(1).max(80).optional(),
  /** Key of a tool or reference of a model. */
  resource: z.string().min(1).max(200).optional(),
  run: z.uuid().optional(),
});
export type DecisionFilter = z.infer<typeof DecisionFilter>;

export const DecisionView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  run: z.uuid().nullable(),
  node: z.string().nullable(),
  attempt: z.int(),
  harness: z.string().nullable(),
  environment: z.string().nullable(),
  action: z.string(),
  resource: z.string(),
  verdict: Verdict,
  why: DecisionWhy,
  /** The policies that decided; empty when none applied. */
  reasons: z.array(z.object({ id: z.string(), title: z.string(), effect: z.string() })),
  obligations: z.array(z.string()),
  /** What the policies saw. The arguments of the call are in it only for those who may read payloads of this environment. */
  input: z.record(z.string(), z.unknown()),
  /** Zero when no policies were active. */
  policyVersion: z.int(),
  /** Microseconds. */
  latencyUs: z.int(),
});
export type DecisionView = z.infer<typeof DecisionView>;
export const DecisionPage = z.object({ items: z.array(DecisionView), nextCursor: z.string().nullable() });
export type DecisionPage = z.infer<typeof DecisionPage>;
