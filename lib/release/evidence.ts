import { z } from "zod";

/** What a finished experiment says about one program. */
export const Evidence = z.strictObject({
  experimentId: z.string(),
  name: z.string(),
  endedAt: z.string(),
  cell: z.string(),
  /** Of the plan of the experiment: rows, graders, gate. Absent in what was said before it was kept. */
  planHash: z.string().optional(),
  /** Of the program that its trials ran: `programFingerprint`. */
  fingerprint: z.string(),
  items: z.int(),
  passRate: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }),
  verdict: z.enum(["pass", "fail", "inconclusive"]),
  simulated: z.boolean(),
});
export type Evidence = z.infer<typeof Evidence>;
