import { z } from "zod";
import { TemplateKey } from "@/lib/harness/templates/template-list";

const Routed = z.object({ releaseId: z.uuid(), number: z.int().nullable() }).nullable();
export const HarnessView = z.object({
  slug: z.string(),
  name: z.string(),
  rev: z.int(),
  updatedAt: z.iso.datetime(),
  steps: z.int(),
  releases: z.int(),
  staging: Routed,
  production: Routed,
  /** Who answers for it, as `user:<id>`; who made it when nobody else was chosen. */
  owner: z.string(),
  /** Whether the owner is a member now. */
  hasOwner: z.boolean(),
});
/** Archived harnesses instead of the others. */
export const HarnessQuery = z.object({ archived: z.enum(["true", "false"]).default("false") });
export const HarnessList = z.object({ items: z.array(HarnessView) });
export const NewHarness = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** What its draft starts as; absent = empty. */
  template: TemplateKey.optional(),
});
export const HarnessOwner = z.strictObject({ userId: z.uuid() });
export const CreatedHarness = z.object({ slug: z.string(), name: z.string() });
export type HarnessView = z.infer<typeof HarnessView>;
