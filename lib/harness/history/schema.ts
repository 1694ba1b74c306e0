import { z } from "zod";
import { Draft } from "@/lib/harness/graph/draft";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";

/** One saved batch. `label`: the name of the restore point at this revision; "" for one that was made by itself. */
export const HistoryEntry = z.object({
  rev: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
  words: z.array(z.string()),
  label: z.string().nullable(),
  /** Whether the draft can be brought back to this revision. */
  restorable: z.boolean(),
});
export const History = z.object({ items: z.array(HistoryEntry), nextCursor: z.string().nullable() });
/** `before`: entries older than this revision. */
export const HistoryQuery = z.object({ before: z.coerce.number().int().min(1).max(MAX_INT4).optional() });
export const RevisionView = z.object({ rev: z.int(), draft: Draft });
export const RestoreDraft = z.strictObject({ rev: z.int().min(1), baseRev: z.int().min(1), batchId: z.uuid() });
export const NewRestorePoint = z.strictObject({ label: z.string().trim().min(1).max(80) });
export const RestorePoint = z.object({ rev: z.int(), label: z.string() });
export type HistoryEntry = z.infer<typeof HistoryEntry>;
