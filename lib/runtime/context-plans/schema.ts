import { z } from "zod";
import { ContextPlan } from "@/lib/runtime/memory/context-plan";

export const ContextPlanPage = z.strictObject({
  /** Only calls of this run. */
  run: z.uuid().optional(),
  /** Only calls of this conversation. */
  thread: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(600).optional(),
});

/** One model call and what was sent with it. */
export const ContextPlanView = z.object({
  runId: z.uuid(),
  threadId: z.uuid().nullable(),
  nodeKey: z.string(),
  stepKey: z.string(),
  /** Name of the call in its step, for example `model:0`. */
  call: z.string(),
  attempt: z.int(),
  planHash: z.string(),
  plan: ContextPlan,
  /** What the provider counted; null when the call was not answered. */
  providerInputTokens: z.int().nullable(),
  simulated: z.boolean(),
  createdAt: z.iso.datetime(),
});
export const ContextPlanList = z.object({ items: z.array(ContextPlanView), nextCursor: z.string().nullable() });
export type ContextPlanView = z.infer<typeof ContextPlanView>;
