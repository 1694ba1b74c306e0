import { z } from "zod";
import { Failure } from "@/lib/platform/errors/error-class";

const Until = { until: z.number() };

/**
 * What a started step waits for, with the time at which it stops waiting (ms). `timer` goes on then; `signal` and
 * `approval` leave by their port `timeout`; `subflow` fails; `policy` and `budget` try again; a decision of a person has no end.
 */
export const Wait = z.discriminatedUnion("for", [
  z.object({ for: z.literal("timer"), ...Until }),
  z.object({ for: z.literal("signal"), name: z.string(), ...Until }),
  /** `ofCall`: a policy asks about a call. The step then tries again with the answer, instead of leaving with it. */
  z.object({ for: z.literal("approval"), approvalId: z.string(), ofCall: z.boolean().optional(), ...Until }),
  /** Without a time: it waits as long as the sub-run takes. */
  z.object({ for: z.literal("subflow"), runId: z.string(), until: z.number().optional() }),
  z.object({ for: z.literal("policy"), failure: Failure, ...Until }),
  z.object({ for: z.literal("budget"), failure: Failure, ...Until }),
  z.object({ for: z.literal("decision"), failure: Failure }),
]);
export type Wait = z.infer<typeof Wait>;

/** When the wait ends by itself, or null. */
export const endOfWait = (wait: Wait): number | null => ("until" in wait ? (wait.until ?? null) : null);
