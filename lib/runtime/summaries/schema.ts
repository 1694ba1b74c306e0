import { z } from "zod";

export const SummaryPage = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
});

/** One version of what stands for the older messages of a conversation. */
export const SummaryView = z.object({
  version: z.int(),
  /** The messages that it stands for, first and last. */
  fromSeq: z.int(),
  toSeq: z.int(),
  /** The run that said the last of them; null when that message is gone. */
  lastRunId: z.uuid().nullable(),
  /** Null when one of its messages was redacted, or when your role may not read payloads of this environment. */
  text: z.string().nullable(),
  isRedacted: z.boolean(),
  tokens: z.int(),
  /** Tokens of the messages that it stands for. */
  sourceTokens: z.int(),
  trust: z.string(),
  /** `extract`: sentences of the messages, word for word. */
  method: z.enum(["model", "extract"]),
  model: z.string().nullable(),
  /** Of the numbers, ids, dates and addresses of the messages. */
  identifiers: z.object({ kept: z.int(), total: z.int() }),
  runId: z.uuid(),
  stepKey: z.string(),
  createdAt: z.iso.datetime(),
});
/** Newest first. */
export const SummaryList = z.object({ items: z.array(SummaryView), nextCursor: z.string().nullable() });
export type SummaryView = z.infer<typeof SummaryView>;
