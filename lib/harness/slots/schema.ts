import { z } from "zod";
import { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { ModelSlot } from "@/lib/release/program";

const Place = z.object({
  /** The model of the slot in the release that runs there; null when none does, or it has no such slot. */
  released: z.string().nullable(),
  /** What a model must have to be bound there. */
  asks: ModelSlot.pick({ needs: true, minWindow: true }),
  /** What runs that start there ask in its place. `offered`: whether a connection still offers it. */
  bound: z
    .object({ model: z.string(), offered: z.boolean(), updatedBy: z.string(), updatedAt: z.iso.datetime() })
    .nullable(),
});
export type SlotPlace = z.infer<typeof Place>;
export const SlotView = z.object({
  slot: z.string(),
  /** Of the newest release, or of the draft while no release has it; null: neither has it any more. */
  model: z.string().nullable(),
  environments: z.object({ staging: Place, production: Place }),
});
export type SlotView = z.infer<typeof SlotView>;
export const SlotList = z.object({
  items: z.array(SlotView),
  /** What can be bound. */
  models: z.array(TargetFacts.shape.models.element.omit({ verdict: true })),
  /** A demo tenant may run on simulated models in production. */
  isDemo: z.boolean(),
});
export type SlotList = z.infer<typeof SlotList>;
export const SlotChange = z.strictObject({ model: z.string().min(1).max(120) });
