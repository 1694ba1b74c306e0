import { z } from "zod";

export const EntryPage = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export const EntryView = z.object({
  id: z.uuid(),
  environment: z.string(),
  scope: z.string(),
  scopeKey: z.string(),
  kind: z.string(),
  key: z.string(),
  version: z.int(),
  status: z.string(),
  /** Null when it was redacted, or when your role may not read payloads of this environment. */
  content: z.string().nullable(),
  tokens: z.int(),
  trust: z.string(),
  updatedAt: z.iso.datetime(),
});
export const EntryList = z.object({ items: z.array(EntryView), nextCursor: z.string().nullable() });
export type EntryView = z.infer<typeof EntryView>;

export const EntryVersionView = z.object({
  version: z.int(),
  op: z.string(),
  content: z.string().nullable(),
  tokens: z.int(),
  trust: z.string(),
  authorType: z.string(),
  runId: z.uuid().nullable(),
  recordedAt: z.iso.datetime(),
  supersededAt: z.iso.datetime().nullable(),
});
/** Versions newest first. */
export const EntryDetail = z.object({ entry: EntryView, versions: z.array(EntryVersionView) });
export type EntryVersionView = z.infer<typeof EntryVersionView>;
