import { z } from "zod";

export const BudgetPeriod = z.enum(["day", "month"]);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** Millionths of a US dollar, or tokens. Both stay exact as JavaScript numbers. */
const Amount = z.int().min(1).max(1_000_000_000_000_000);

const Limits = {
  name: z.string().trim().min(1).max(80),
  limitMicros: Amount.nullable(),
  limitTokens: Amount.nullable(),
  /** Calls of models without a known price count as 0 instead of waiting. */
  allowUnpriced: z.boolean(),
};
const NO_LIMIT = { message: "Give a limit in money, in tokens, or both.", path: ["limitMicros"] };
const hasLimit = (limits: { limitMicros: number | null; limitTokens: number | null }) =>
  limits.limitMicros !== null || limits.limitTokens !== null;

/** `harness`: the slug of one harness; null = the whole tenant. */
export const NewBudget = z
  .strictObject({
    ...Limits,
    allowUnpriced: z.boolean().default(false),
    harness: z.string().min(1).max(80).nullable(),
    period: BudgetPeriod,
  })
  .refine(hasLimit, NO_LIMIT);
export type NewBudget = z.infer<typeof NewBudget>;

/** `rev` is the one that was read. What a budget is about never changes. */
export const ChangedBudget = z.strictObject({ ...Limits, rev: z.int().min(1) }).refine(hasLimit, NO_LIMIT);
export type ChangedBudget = z.infer<typeof ChangedBudget>;

const Figures = z.object({ micros: z.number(), tokens: z.number() });
export const BudgetView = z.object({
  id: z.uuid(),
  ...Limits,
  name: z.string(),
  harness: z.object({ slug: z.string(), name: z.string() }).nullable(),
  period: BudgetPeriod,
  rev: z.int(),
  /** The period that runs now, in UTC. */
  periodStart: z.iso.datetime(),
  periodEnd: z.iso.datetime(),
  spent: Figures,
  /** Promised to calls under way. */
  reserved: Figures,
  /** Runs that wait for this budget. */
  waiting: z.int(),
});
export type BudgetView = z.infer<typeof BudgetView>;
export const BudgetPage = z.object({ items: z.array(BudgetView), nextCursor: z.string().nullable() });

export const WaitingRun = z.object({
  run: z.uuid(),
  harness: z.string(),
  environment: z.string(),
  since: z.iso.datetime(),
  /** What its next call may use at most; null = its price is unknown. */
  needs: z.object({ micros: z.number().nullable(), tokens: z.number() }),
});
export type WaitingRun = z.infer<typeof WaitingRun>;
/** The oldest runs that wait; at most 100. */
export const WaitingRuns = z.object({ items: z.array(WaitingRun) });

/** How many runs go on because of a change. */
export const BudgetChanged = z.object({ id: z.uuid(), resumed: z.int() });
