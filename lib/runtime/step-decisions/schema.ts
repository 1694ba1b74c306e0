import { z } from "zod";
import { Failure } from "@/lib/platform/errors/error-class";

/** A step that cannot go on by itself: nobody knows whether a change outside happened, or there is no answer to go on with. */
export const OpenDecision = z.object({
  step: z.string(),
  label: z.string(),
  kind: z.string(),
  attempt: z.int(),
  reason: z.enum(["decision", "policy", "budget"]),
  failure: Failure,
});
export type OpenDecision = z.infer<typeof OpenDecision>;
export const OpenDecisions = z.object({ items: z.array(OpenDecision) });

/** `retry`: the call is made again. `succeed`: it is taken as done, with `output` as its result. `fail`: the step fails. */
export const NewStepDecision = z.strictObject({
  step: z.string().min(1).max(400),
  choice: z.enum(["retry", "succeed", "fail"]),
  output: z.json().default(null),
  note: z.string().trim().max(500).default(""),
});
export type NewStepDecision = z.infer<typeof NewStepDecision>;
