import type { Actor } from "@/lib/governance/access/actor";
import { listAssets, requireAsset, usersByKey } from "@/lib/harness/assets/data.server";
import { PromptBody } from "@/lib/harness/compile/library";
import type { Draft } from "@/lib/harness/graph/draft";
import type { PromptSummary, PromptView } from "@/lib/harness/prompts/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { PromptText } from "@/lib/release/node-config";

/** Keys of the prompts that a draft refers to. */
function promptKeysOf(draft: Draft): string[] {
  return draft.nodes.flatMap((node) => PromptText.safeParse(node.config.prompt).data?.ref?.prompt ?? []);
}

/** Every prompt of the tenant by key. */
export async function listPrompts(db: TenantDb, actor: Actor): Promise<PromptSummary[]> {
  const users = await usersByKey(db, actor, promptKeysOf);
  return (await listAssets(db, actor, "prompt")).map(({ key, name, newest }) => ({
    key,
    name,
    rev: newest.rev,
    by: newest.authorId,
    at: newest.at.toISOString(),
    usedBy: users.get(key) ?? [],
  }));
}

/** A prompt with its revisions, newest first. Throws `not-found`. */
export async function getPrompt(db: TenantDb, actor: Actor, key: string): Promise<PromptView> {
  const { name, newest, revisions } = await requireAsset(db, actor, "prompt", key);
  const users = await usersByKey(db, actor, promptKeysOf);
  return {
    key,
    name,
    rev: newest.rev,
    by: newest.authorId,
    at: newest.at.toISOString(),
    usedBy: users.get(key) ?? [],
    revisions: revisions.map(({ rev, body, message, authorId, at }) => ({
      rev,
      body: PromptBody.parse(body),
      message,
      by: authorId,
      at: at.toISOString(),
    })),
  };
}
