import { groupBy } from "@/lib/harness/canvas/group-by";
import { type Library, PinnedRelease, releaseKey } from "@/lib/harness/compile/library";
import { type PromptBody, storedBody } from "@/lib/harness/prompts/prompt-body";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";
import { promptName } from "@/lib/release/prompt-name";
import { ToolDefinition } from "@/lib/release/tool-definition";
import { typeOfVariable, VariableValue } from "@/lib/release/variables";

/** Prompts, tools and releases of a tenant as they are now; the built-in tools first. */
export async function loadLibrary(db: TenantDb, tenantId: TenantId): Promise<Library> {
  const assets = await db.asset.findMany({
    where: { tenantId, archivedAt: null, kind: { in: ["prompt", "tool"] } },
    select: { kind: true, key: true, revisions: { orderBy: [{ variant: "asc" }, { rev: "asc" }] } },
    orderBy: { key: "asc" },
  });
  const tools = new Map<string, ToolDefinition>(BUILT_IN_TOOLS.map((tool) => [tool.key, tool]));
  const prompts = new Map<string, { rev: number; bodyHash: string; body: PromptBody }[]>();
  for (const asset of assets) {
    const newest = asset.revisions.at(-1);
    if (asset.kind === "tool" && newest) tools.set(asset.key, ToolDefinition.parse(newest.body));
    if (asset.kind === "prompt")
      for (const [variant, revisions] of groupBy(asset.revisions, (revision) => revision.variant))
        prompts.set(
          promptName({ prompt: asset.key, variant }),
          revisions.map(({ rev, bodyHash, body }) => ({ rev, bodyHash, body: storedBody(body) })),
        );
  }
  return {
    tools,
    prompts,
    quarantined: await quarantinedTools(db, tenantId),
    releases: await releasesOf(db, tenantId),
    knowledge: await knowledgeOf(db, tenantId),
    variables: await variablesOf(db, tenantId),
  };
}

/** Keys of the tools whose MCP server serves another tool than the one that was approved, or serves it no more. */
export async function quarantinedTools(db: TenantDb, tenantId: TenantId): Promise<ReadonlySet<string>> {
  const rows = await db.mcpTool.findMany({
    where: { tenantId, toolKey: { not: null } },
    select: { toolKey: true, pinnedFingerprint: true, servedFingerprint: true },
  });
  return new Set(
    rows.flatMap(({ toolKey, pinnedFingerprint, servedFingerprint }) =>
      toolKey !== null && pinnedFingerprint !== servedFingerprint ? [toolKey] : [],
    ),
  );
}

/** What each variable is; of two projects with the same name, in the newest. */
async function variablesOf(db: TenantDb, tenantId: TenantId): Promise<NonNullable<Library["variables"]>> {
  const rows = await db.environmentBinding.findMany({
    where: { tenantId, kind: "var" },
    select: { name: true, target: true },
    orderBy: [{ name: "asc" }, { updatedAt: "asc" }],
  });
  return new Map(rows.map(({ name, target }) => [name, typeOfVariable(VariableValue.parse(target))]));
}

async function knowledgeOf(db: TenantDb, tenantId: TenantId): Promise<NonNullable<Library["knowledge"]>> {
  const rows = await db.knowledge.findMany({
    where: { tenantId },
    select: { key: true, name: true, id: true, rev: true },
    orderBy: { key: "asc" },
  });
  return new Map(rows.map(({ key, name, id, rev }) => [key, { knowledge: key, name, knowledgeId: id, rev }]));
}

/** Releases whose fields are known, of each harness: the newest. */
const KNOWN_FIELDS = 20;

async function releasesOf(db: TenantDb, tenantId: TenantId): Promise<Library["releases"]> {
  const rows = await db.$queryRaw<unknown[]>`
    WITH known AS (
      SELECT h.slug, r.number, r.id, r.content_hash, r.program,
             row_number() OVER (PARTITION BY r.harness_id ORDER BY r.number DESC) AS age
        FROM release r JOIN harness h ON h.tenant_id = r.tenant_id AND h.id = r.harness_id
       WHERE r.tenant_id = ${tenantId}::uuid AND r.state = 'released' AND h.archived_at IS NULL
         AND NOT EXISTS (SELECT FROM release_revocation v WHERE v.tenant_id = r.tenant_id AND v.release_id = r.id))
    SELECT slug AS harness, number AS release, id AS "releaseId", content_hash AS "contentHash",
           CASE WHEN age <= ${KNOWN_FIELDS} THEN (
             SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'required',
                      coalesce(program->'inputs'->'required', '[]') ? name, 'schema',
                      CASE WHEN jsonb_typeof(schema) = 'object' THEN schema ELSE '{}' END)), '[]')
               FROM jsonb_each(coalesce(program->'inputs'->'properties', '{}')) AS field(name, schema)) END AS inputs,
           CASE WHEN age <= ${KNOWN_FIELDS} AND jsonb_typeof(program->'outputs') = 'object'
                THEN program->'outputs' END AS outputs
      FROM known ORDER BY slug, number`;
  return new Map(rows.map((row) => PinnedRelease.parse(row)).map((one) => [releaseKey(one), one]));
}
