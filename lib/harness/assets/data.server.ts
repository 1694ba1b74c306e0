import type { Actor } from "@/lib/governance/access/actor";
import { type ArchivedAsset, AssetKind } from "@/lib/harness/assets/schema";
import { Draft } from "@/lib/harness/graph/draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

const scopeOf = ({ tenantId, projectId }: Actor) => ({
  tenantId,
  archivedAt: null,
  ...(projectId ? { projectId } : {}),
});

/** The prompts or the tools of a tenant by key, each with its newest revision. At most `MAX_ASSETS` exist. */
export async function listAssets(db: TenantDb, actor: Actor, kind: AssetKind) {
  const rows = await db.asset.findMany({
    where: { ...scopeOf(actor), kind },
    include: { revisions: { where: { variant: MAIN_VARIANT }, orderBy: { rev: "desc" }, take: 1 } },
    orderBy: { key: "asc" },
  });
  return rows.flatMap(({ revisions: [newest], ...asset }) => (newest ? [{ ...asset, newest }] : []));
}

/** An asset with the newest revisions of a variant, newest first. Throws `not-found` for an unknown or foreign one. */
export async function requireAsset(
  db: TenantDb,
  actor: Actor,
  kind: AssetKind,
  key: string,
  variant: string = MAIN_VARIANT,
) {
  const found = await db.asset.findFirst({
    where: { ...scopeOf(actor), kind, key },
    include: { revisions: { where: { variant }, orderBy: { rev: "desc" }, take: 200 } },
  });
  const newest = found?.revisions[0];
  if (!found || !newest) throw new ProblemError("not-found");
  return { ...found, newest };
}

/** An archived asset with its newest revision. Throws `not-found` for one that is unknown, foreign or not archived. */
export async function requireArchivedAsset(db: TenantDb, actor: Actor, kind: AssetKind, key: string) {
  const found = await db.asset.findFirst({
    where: { ...scopeOf(actor), archivedAt: { not: null }, kind, key },
    include: { revisions: { where: { variant: MAIN_VARIANT }, orderBy: { rev: "desc" }, take: 1 } },
  });
  const newest = found?.revisions[0];
  if (!found || !newest) throw new ProblemError("not-found");
  return { id: found.id, newest };
}

/** Archived assets, of one kind or of all, the newest in the archive first. */
export async function listArchivedAssets(db: TenantDb, actor: Actor, kind?: AssetKind): Promise<ArchivedAsset[]> {
  const rows = await db.asset.findMany({
    where: { ...scopeOf(actor), archivedAt: { not: null }, ...(kind ? { kind } : {}) },
    include: { revisions: { where: { variant: MAIN_VARIANT }, orderBy: { rev: "desc" }, take: 1 } },
    orderBy: [{ archivedAt: "desc" }, { key: "asc" }],
  });
  return rows.flatMap(({ kind: stored, key, name, archivedAt, revisions: [newest] }) =>
    newest && archivedAt
      ? [{ kind: AssetKind.parse(stored), key, name, rev: newest.rev, archivedAt: archivedAt.toISOString() }]
      : [],
  );
}

/** Drafts that use something: `keysOf` names what one draft uses. By key, in the order of the harnesses' names. */
export async function usersByKey(db: TenantDb, actor: Actor, keysOf: (draft: Draft) => string[]) {
  const rows = await db.draft.findMany({
    where: { tenantId: actor.tenantId, name: "main", harness: scopeOf(actor) },
    select: { doc: true, harness: { select: { slug: true, name: true } } },
    orderBy: { harness: { name: "asc" } },
  });
  const users = new Map<string, { slug: string; name: string }[]>();
  for (const { doc, harness } of rows)
    for (const key of new Set(keysOf(Draft.parse(doc)))) users.set(key, [...(users.get(key) ?? []), harness]);
  return users;
}
