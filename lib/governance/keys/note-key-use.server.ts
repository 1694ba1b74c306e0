import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const EVERY_MS = 60_000;
const REMEMBERED_KEYS = 10_000;
const notedAtMs = new Map<string, number>();

/** Writes when a key was last used, at most once a minute for each key and process: a busy key costs no write a call. */
export async function noteKeyUse(tenantId: TenantId, id: string, now: Date): Promise<void> {
  const at = now.getTime();
  if (at - (notedAtMs.get(id) ?? 0) < EVERY_MS) return;
  if (notedAtMs.size >= REMEMBERED_KEYS) notedAtMs.clear();
  notedAtMs.set(id, at);
  await tenantTransaction(tenantId, (db) =>
    db.apiKey.updateMany({ where: { tenantId, id, revokedAt: null }, data: { lastUsedAt: now } }),
  );
}
