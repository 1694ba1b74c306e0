import { z } from "zod";

/** What a model call can be made to run into. */
export const InjectedFault = z.enum(["429", "5xx", "timeout", "cut-stream"]);
export type InjectedFault = z.infer<typeof InjectedFault>;

export const NewFaultRule = z.strictObject({
  /** `<connection>/<model id>` of a real model. */
  model: z.string().min(3).max(130),
  kind: InjectedFault,
  /** Share of the calls. */
  rate: z.number().min(0.01).max(1),
  /** At most a day. */
  hours: z.number().min(0.25).max(24),
});
export type NewFaultRule = z.infer<typeof NewFaultRule>;

export const FaultRuleView = z.object({
  id: z.uuid(),
  model: z.string(),
  kind: InjectedFault,
  rate: z.number(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type FaultRuleView = z.infer<typeof FaultRuleView>;
/** Those that are at work, the newest first; at most 50 can be. */
export const FaultRuleList = z.object({ items: z.array(FaultRuleView) });
