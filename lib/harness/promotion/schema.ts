import { z } from "zod";
import { Evidence } from "@/lib/release/evidence";
import { Finding } from "@/lib/release/readiness-report";

/** Days that a waiver lasts at most. */
export const MAX_WAIVER_DAYS = 90;

export const WaiverView = z.object({
  id: z.uuid(),
  rule: z.string(),
  /** Key of the step; "" for the whole harness. */
  nodeKey: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type WaiverView = z.infer<typeof WaiverView>;
export const WaiverList = z.object({ items: z.array(WaiverView) });
export const NewWaivers = z.strictObject({
  findings: z
    .array(z.strictObject({ rule: z.string().min(1).max(80), nodeKey: z.string().max(40).default("") }))
    .min(1)
    .max(200),
  reason: z.string().trim().min(3).max(500),
  days: z.int().min(1).max(MAX_WAIVER_DAYS),
});
export const ReviewView = z.object({
  id: z.uuid(),
  by: z.string(),
  verdict: z.enum(["approve", "reject"]),
  comment: z.string(),
  at: z.iso.datetime(),
});
export const NewReview = z.strictObject({
  verdict: z.enum(["approve", "reject"]),
  comment: z.string().trim().max(2_000).default(""),
});

const OpenFinding = Finding.omit({ repair: true });
/** What stands between a release and an environment, now. */
export const PromotionCheck = z.object({
  /** Stop the promotion to any environment. */
  blocking: z.array(OpenFinding),
  /** Need a waiver before production. */
  toWaive: z.array(OpenFinding),
  /** Findings that a waiver covers. */
  waived: z.array(OpenFinding.extend({ waiver: WaiverView })),
  advice: z.array(OpenFinding),
  evidence: z.array(Evidence),
  reviews: z.array(ReviewView),
  fourEyes: z.object({
    /** ok: you did not draw it · author: you did, and somebody else may promote · alone: you did, and nobody else may. */
    state: z.enum(["ok", "author", "alone", "off"]),
    /** Who changed the draft since the live release. */
    authors: z.array(z.string()),
  }),
});
export type PromotionCheck = z.infer<typeof PromotionCheck>;
