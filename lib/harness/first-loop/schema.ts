import { z } from "zod";

export const LoopStep = z.enum(["draw", "run", "break", "inspect", "forbid"]);
export type LoopStep = z.infer<typeof LoopStep>;

/** How far a person is on the first way around. Steps that their role cannot take are left out. */
export const FirstLoopView = z.object({
  steps: z.array(z.object({ step: LoopStep, done: z.boolean() })),
  dismissed: z.boolean(),
});
export type FirstLoopView = z.infer<typeof FirstLoopView>;
export const FirstLoopChange = z.strictObject({
  /** They looked into a span. */
  inspected: z.literal(true).optional(),
  dismissed: z.boolean().optional(),
});
