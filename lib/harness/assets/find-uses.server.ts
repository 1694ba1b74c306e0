import type { Actor } from "@/lib/governance/access/actor";
import { requireAsset, usersByKey } from "@/lib/harness/assets/data.server";
import { type AssetKind, AssetUses } from "@/lib/harness/assets/schema";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { Draft } from "@/lib/harness/graph/draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { PromptText } from "@/lib/release/node-config";

/** What a draft refers to, by kind. A draft names no dataset. */
const KEYS_OF: Record<AssetKind, (draft: Draft) => string[]> = {
  prompt: ({ nodes }) => nodes.flatMap(({ config }) => PromptText.safeParse(config.prompt).data?.ref?.prompt ?? []),
  tool: ({ nodes }) => nodes.flatMap(toolKeysOf),
  dataset: () => [],
};

/** Everything that uses an asset now. Throws `not-found`. */
export async function findUses(db: TenantDb, actor: Actor, kind: AssetKind, key: string): Promise<AssetUses> {
  const { id } = await requireAsset(db, actor, kind, key);
  const { tenantId } = actor;
  const experiments =
    kind === "dataset"
      ? await db.experiment.findMany({
          where: { tenantId, datasetId: id, state: "running" },
          select: { id: true, name: true },
          orderBy: { createdAt: "asc" },
        })
      : [];
  return {
    drafts: (await usersByKey(db, actor, KEYS_OF[kind])).get(key) ?? [],
    releases: kind === "dataset" ? [] : await routedReleases(db, actor, kind, key),
    experiments,
  };
}

/** What environments run, archived harnesses too: a release, or one that its subflows run, names the asset. */
async function routedReleases(
  db: TenantDb,
  { tenantId }: Actor,
  kind: "prompt" | "tool",
  key: string,
): Promise<AssetUses["releases"]> {
  const named = JSON.stringify({ [`${kind}s`]: [kind === "prompt" ? { prompt: key } : { key }] });
  const rows = await db.$queryRaw<unknown[]>`
    WITH RECURSIVE running AS (
      SELECT e.environment, e.harness_id, e.release_id AS routed, r.manifest
        FROM environment_route e
        JOIN release r ON r.tenant_id = e.tenant_id AND r.id = e.release_id
       WHERE e.tenant_id = ${tenantId}::uuid
      UNION
      SELECT above.environment, above.harness_id, above.routed, r.manifest
        FROM running above
       CROSS JOIN LATERAL jsonb_array_elements(coalesce(above.manifest->'subflows', '[]')) AS sub
        JOIN release r ON r.tenant_id = ${tenantId}::uuid AND r.id = (sub->>'releaseId')::uuid)
    SELECT DISTINCT jsonb_build_object('slug', h.slug, 'name', h.name, 'isArchived', h.archived_at IS NOT NULL) AS harness,
           h.name, r.id AS "releaseId", r.number, running.environment
      FROM running
      JOIN harness h ON h.tenant_id = ${tenantId}::uuid AND h.id = running.harness_id
      JOIN release r ON r.tenant_id = ${tenantId}::uuid AND r.id = running.routed
     WHERE running.manifest @> ${named}::jsonb
     ORDER BY h.name, running.environment`;
  return AssetUses.shape.releases.parse(rows);
}
