import type { Actor } from "@/lib/governance/access/actor";
import { requireAsset, usersByKey } from "@/lib/harness/assets/data.server";
import type { AssetKind, AssetUses } from "@/lib/harness/assets/schema";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { Draft } from "@/lib/harness/graph/draft";
import { findRoutedReleases } from "@/lib/harness/releases/releases-below.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { PromptText } from "@/lib/release/node-config";
import { Prisma } from "@/prisma/generated/client";

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

/** What environments run: a release, or one that its subflows run, names the asset. */
async function routedReleases(
  db: TenantDb,
  { tenantId }: Actor,
  kind: "prompt" | "tool",
  key: string,
): Promise<AssetUses["releases"]> {
  const named = JSON.stringify({ [`${kind}s`]: [kind === "prompt" ? { prompt: key } : { key }] });
  return await findRoutedReleases(db, tenantId, Prisma.sql`used.manifest @> ${named}::jsonb`);
}
