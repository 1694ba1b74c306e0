import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { archiveAsset, restoreAsset } from "@/lib/harness/assets/archive.server";
import { listArchivedAssets } from "@/lib/harness/assets/data.server";
import { findUses } from "@/lib/harness/assets/find-uses.server";
import { ArchivedList, ArchivedQuery, type AssetKind, AssetUses } from "@/lib/harness/assets/schema";

type Scope = "harness:write" | "tool:write";
type Tag = "Prompts" | "Tools" | "Datasets";

const archived = governedRoute(
  {
    method: "get",
    path: "/archived-assets",
    scope: "harness:read",
    summary: "Archived prompts, tools and datasets",
    tag: "Prompts",
    query: ArchivedQuery,
    response: ArchivedList,
  },
  ({ actor, query: { kind } }) =>
    withTenant(actor, "harness:read", async (db) => ({ items: await listArchivedAssets(db, actor, kind) })),
);

/** What uses an asset of a kind, and its way into the archive and back. */
function archiveRoutes(kind: AssetKind, scope: Scope, tag: Tag): GovernedRoute[] {
  const path = `/${kind}s/{${kind}}` as const;
  const params = z.object({ [kind]: z.string().min(1).max(80) });
  const keyOf = (given: Record<string, string>): string => given[kind] ?? "";
  return [
    governedRoute(
      {
        ...{ method: "get", path: `${path}/uses`, scope: "harness:read", tag, params, response: AssetUses },
        summary: `What uses a ${kind} now`,
      },
      ({ actor, params: given }) => withTenant(actor, "harness:read", (db) => findUses(db, actor, kind, keyOf(given))),
    ),
    governedRoute(
      {
        ...{ method: "post", path: `${path}/archive`, scope, tag, params },
        summary: `Take a ${kind} out of the lists, when nothing uses it`,
      },
      ({ actor, params: given }) => withTenant(actor, scope, (db) => archiveAsset(db, actor, kind, keyOf(given))),
    ),
    governedRoute(
      { ...{ method: "post", path: `${path}/restore`, scope, tag, params }, summary: `Bring an archived ${kind} back` },
      ({ actor, params: given }) => withTenant(actor, scope, (db) => restoreAsset(db, actor, kind, keyOf(given))),
    ),
  ];
}

export const assetRoutes: GovernedRoute[] = [
  archived,
  ...archiveRoutes("prompt", "harness:write", "Prompts"),
  ...archiveRoutes("tool", "tool:write", "Tools"),
  ...archiveRoutes("dataset", "harness:write", "Datasets"),
];
