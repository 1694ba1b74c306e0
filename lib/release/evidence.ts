import { z } from "zod";
import { ThresholdVerdict, Verdict } from "@/lib/release/threshold";

/** What a finished experiment says about one program. */
export const Evidence = z.strictObject({
  experimentId: z.string(),
  name: z.string(),
  endedAt: z.string(),
  cell: z.string(),
  /** Of the plan of the experiment: rows, graders, thresholds. Absent in what was said before it was kept. */
  planHash: z.string().optional(),
  /** Of the program that its trials ran: `programFingerprint`. */
  fingerprint: z.string(),
  /** Rows that all of it rests on: of the pass rate, or of the threshold that was measured over fewer. */
  items: z.int(),
  passRate: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }),
  /** Of all thresholds together. */
  verdict: Verdict,
  /** Absent in what was said while there was one gate on the pass rate. */
  thresholds: z.array(ThresholdVerdict).optional(),
  simulated: z.boolean(),
});
export type Evidence = z.infer<typeof Evidence>;
