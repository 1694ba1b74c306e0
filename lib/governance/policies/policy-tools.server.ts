import type { PolicyTool } from "@/lib/governance/policies/policy-schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";
import { ToolDefinition } from "@/lib/release/tool-definition";

/** The tools that a tenant's policies may speak of: the built-in ones and the newest revision of its own. */
export async function listPolicyTools(db: TenantDb, tenantId: TenantId): Promise<(PolicyTool & { name: string })[]> {
  const assets = await db.asset.findMany({
    where: { tenantId, kind: "tool", archivedAt: null },
    select: { revisions: { orderBy: { rev: "desc" }, take: 1, select: { body: true } } },
    orderBy: { key: "asc" },
  });
  const own = assets.flatMap((asset) => {
    const parsed = ToolDefinition.safeParse(asset.revisions[0]?.body);
    return parsed.success ? [parsed.data] : [];
  });
  return [...BUILT_IN_TOOLS, ...own].map(({ key, name, classes, sideEffect, input }) => ({
    key,
    name,
    classes,
    sideEffect,
    input,
  }));
}
