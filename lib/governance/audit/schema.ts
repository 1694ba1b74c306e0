import { z } from "zod";

/** What the list of audit events is narrowed to; the same names in the API and in the URL of the page. */
export const AuditFilter = z.strictObject({
  /** Anywhere in the action or the target. */
  text: z.string().min(1).max(100).optional(),
  outcome: z.enum(["done", "refused"]).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditEventView = z.object({
  /** Place in the tenant's chain, from 1, without gaps. */
  seq: z.int(),
  at: z.iso.datetime(),
  /** `user:<id>`, `key:<id>` or `system:<name>`. */
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  outcome: z.string(),
  detail: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  /** SHA-256 in hex over the event before and this one. */
  hash: z.string(),
});
export type AuditEventView = z.infer<typeof AuditEventView>;
export const AuditPage = z.object({ items: z.array(AuditEventView), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

/** The result of recomputing a tenant's chain. */
export const AuditVerification = z.object({
  intact: z.boolean(),
  events: z.int(),
  /** Hash of the newest event, in hex; null before the first. */
  head: z.string().nullable(),
  /** The first event that does not fit: missing (`gap`), not joined to the one before (`link`), changed (`content`), or the end cut off (`tail`). */
  broken: z.object({ kind: z.enum(["gap", "link", "content", "tail"]), seq: z.int() }).nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
