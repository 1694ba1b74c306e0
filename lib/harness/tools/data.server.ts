import type { Actor } from "@/lib/governance/access/actor";
import { listAssets, requireAsset, usersByKey } from "@/lib/harness/assets/data.server";
import { quarantinedTools } from "@/lib/harness/compile/load-library.server";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { Draft } from "@/lib/harness/graph/draft";
import type { ToolDetail, ToolView } from "@/lib/harness/tools/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { BUILT_IN_TOOLS, findBuiltInTool } from "@/lib/release/built-in-tools";
import { ToolDefinition } from "@/lib/release/tool-definition";

const toolKeysOfDraft = (draft: Draft): string[] => draft.nodes.flatMap(toolKeysOf);

/** Every tool that a harness of the tenant may use: its own by key, then the built-in ones. */
export async function listTools(db: TenantDb, actor: Actor): Promise<ToolView[]> {
  const users = await usersByKey(db, actor, toolKeysOfDraft);
  const quarantined = await quarantinedTools(db, actor.tenantId);
  const own = (await listAssets(db, actor, "tool")).map(
    ({ key, newest }): ToolView => ({
      definition: ToolDefinition.parse(newest.body),
      isBuiltIn: false,
      isQuarantined: quarantined.has(key),
      revised: { rev: newest.rev, by: newest.authorId, at: newest.at.toISOString() },
      usedBy: users.get(key) ?? [],
    }),
  );
  const builtIn = BUILT_IN_TOOLS.map(
    (definition): ToolView => ({ ...builtInView(definition), usedBy: users.get(definition.key) ?? [] }),
  );
  return [...own, ...builtIn];
}

const builtInView = (definition: ToolDefinition): Omit<ToolView, "usedBy"> => ({
  definition,
  isBuiltIn: true,
  isQuarantined: false,
  revised: null,
});

/** A tool with its revisions, newest first. Throws `not-found`. */
export async function getTool(db: TenantDb, actor: Actor, key: string): Promise<ToolDetail> {
  const usedBy = (await usersByKey(db, actor, toolKeysOfDraft)).get(key) ?? [];
  const builtIn = findBuiltInTool(key);
  if (builtIn) return { ...builtInView(builtIn), usedBy, revisions: [] };
  const { newest, revisions } = await requireAsset(db, actor, "tool", key);
  return {
    definition: ToolDefinition.parse(newest.body),
    isBuiltIn: false,
    isQuarantined: (await quarantinedTools(db, actor.tenantId)).has(key),
    revised: { rev: newest.rev, by: newest.authorId, at: newest.at.toISOString() },
    usedBy,
    revisions: revisions.map(({ rev, message, authorId, at }) => ({
      rev,
      message,
      by: authorId,
      at: at.toISOString(),
    })),
  };
}
