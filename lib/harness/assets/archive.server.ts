import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireArchivedAsset, requireAsset } from "@/lib/harness/assets/data.server";
import { findUses } from "@/lib/harness/assets/find-uses.server";
import type { AssetKind } from "@/lib/harness/assets/schema";
import { usesWords } from "@/lib/harness/assets/uses-words";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { ToolDefinition } from "@/lib/release/tool-definition";

/**
 * Takes an asset out of the lists; its key stays taken, and no step can choose it until it is restored. Errors: `not-found`;
 * `conflict` while a draft, a release that an environment runs, or a running experiment uses it.
 */
export async function archiveAsset(db: TenantDb, actor: Actor, kind: AssetKind, key: string): Promise<void> {
  const { tenantId } = actor;
  await lockTransaction(db, `asset:${tenantId}:${kind}`);
  const { id } = await requireAsset(db, actor, kind, key);
  const users = usesWords(await findUses(db, actor, kind, key));
  if (users) throw new ProblemError("conflict", `"${key}" is used by ${users}. Take it out there first.`);
  await db.asset.updateMany({ where: { tenantId, id }, data: { archivedAt: new Date() } });
  await appendAuditEvent(db, actor, { action: `${kind}.archive`, target: `${kind}:${key}`, detail: {} });
}

/**
 * Brings an archived asset back with its revisions. Errors: `not-found` for one that is unknown, foreign or not archived;
 * `conflict` for a tool whose MCP server was removed.
 */
export async function restoreAsset(db: TenantDb, actor: Actor, kind: AssetKind, key: string): Promise<void> {
  const { tenantId } = actor;
  await lockTransaction(db, `asset:${tenantId}:${kind}`);
  const { id, newest } = await requireArchivedAsset(db, actor, kind, key);
  const impl = kind === "tool" ? ToolDefinition.parse(newest.body).impl : null;
  if (impl?.kind === "mcp" && (await db.mcpTool.count({ where: { tenantId, toolKey: key } })) === 0)
    throw new ProblemError(
      "conflict",
      `The MCP server "${impl.server}" of "${key}" was removed. Add it again, and approve the tool under another key.`,
    );
  await db.asset.updateMany({ where: { tenantId, id }, data: { archivedAt: null } });
  await appendAuditEvent(db, actor, { action: `${kind}.restore`, target: `${kind}:${key}`, detail: {} });
}
