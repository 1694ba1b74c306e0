import { z } from "zod";
import { BoundModels } from "@/lib/release/bound-models";
import { Evidence } from "@/lib/release/evidence";

/** What policies say before anything is known of a call. `never`: denied for any call. */
export const StandingVerdict = z.enum(["allow", "deny", "needs_approval", "never"]);

/** What is around a draft where it shall run. */
export const TargetFacts = z.object({
  /** Whether the person who made the harness is still a member. */
  hasOwner: z.boolean(),
  secrets: z.array(z.object({ name: z.string(), hosts: z.array(z.string()) })),
  /** Names of the variables that have a value there. */
  variables: z.object({ staging: z.array(z.string()), production: z.array(z.string()) }).optional(),
  /** Models that are bound to slots of the harness there, in place of those of its releases. */
  slots: z.object({ staging: BoundModels, production: BoundModels }).optional(),
  /** References of models that can be called, whether they only simulate, and what the active policies say of a call. */
  models: z.array(
    z.object({
      ref: z.string(),
      simulated: z.boolean(),
      verdict: StandingVerdict.optional(),
      /** What a test of the model showed; absent: not tested. */
      can: z.object({ tools: z.boolean(), jsonSchema: z.boolean() }).optional(),
      /** Tokens. */
      contextWindow: z.int().optional(),
    }),
  ),
  /** What the active policies say of what steps do by themselves, by `stepActionId`. */
  stepVerdicts: z.record(z.string(), StandingVerdict).optional(),
  /** Hash of each tool as it is in the registry now. */
  toolHashes: z.record(z.string(), z.string()),
  /** Verdicts of experiments with thresholds, newest first. */
  evidence: z.array(Evidence),
  /** Whether the tenant asks for a second person, and how many could be it. */
  fourEyes: z.boolean(),
  promoters: z.int(),
  /** Ids of the members who may decide approvals. */
  approvers: z.array(z.uuid()).optional(),
  /** Whether the release ran in staging; null for a draft. */
  ranInStaging: z.boolean().nullable(),
});
export type TargetFacts = z.infer<typeof TargetFacts>;
