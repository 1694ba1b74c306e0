import { z } from "zod";
import { API_KEY_SCOPES } from "@/lib/governance/access/scopes";

export const ApiKeyScope = z.enum(API_KEY_SCOPES);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** Days until a key ends; the longest is a year. */
export const MAX_KEY_DAYS = 365;

export const ApiKeyRow = z.object({
  /** The public part of the token, 12 characters. */
  id: z.string(),
  name: z.string(),
  project: z.string(),
  scopes: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  status: z.enum(["active", "expired", "revoked"]),
});
export type ApiKeyRow = z.infer<typeof ApiKeyRow>;
export const ApiKeyList = z.object({ items: z.array(ApiKeyRow), nextCursor: z.string().nullable() });

export const NewApiKey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(ApiKeyScope).min(1).max(API_KEY_SCOPES.length),
  expiresInDays: z.number().int().min(1).max(MAX_KEY_DAYS),
});
/** The token is shown once: only the hash of its secret is stored. */
export const CreatedApiKey = z.object({ id: z.string(), token: z.string(), expiresAt: z.iso.datetime() });
