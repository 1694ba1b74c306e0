import type { Actor } from "@/lib/governance/access/actor";
import { listAssets, requireAsset, usersByKey } from "@/lib/harness/assets/data.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { storedBody } from "@/lib/harness/prompts/prompt-body";
import type { PromptRevision, PromptSummary, PromptVariant, PromptView } from "@/lib/harness/prompts/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { PromptText } from "@/lib/release/node-config";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

/** What a draft refers to: a prompt by its key, and each of its variants as `<key>/<variant>`, "main" too. */
function promptsOf(draft: Draft): string[] {
  return draft.nodes.flatMap((node) => {
    const ref = PromptText.safeParse(node.config.prompt).data?.ref;
    return ref ? [ref.prompt, `${ref.prompt}/${ref.variant ?? MAIN_VARIANT}`] : [];
  });
}

/** The models of the slots on which the steps of a draft use a variant. */
function modelsFor({ nodes, models, ...draft }: Draft, variant: string): string[] {
  return nodes
    .filter((node) => promptsOf({ ...draft, models, nodes: [node] }).includes(variant))
    .flatMap((node) => models[String(node.config.slot)]?.model ?? []);
}

/** Every prompt of the tenant by key. */
export async function listPrompts(db: TenantDb, actor: Actor): Promise<PromptSummary[]> {
  const users = await usersByKey(db, actor, promptsOf);
  const forks = await db.assetVariant.groupBy({
    by: ["assetId"],
    where: { tenantId: actor.tenantId },
    _count: { name: true },
  });
  const forksOf = new Map(forks.map(({ assetId, _count }) => [assetId, _count.name]));
  return (await listAssets(db, actor, "prompt")).map(({ id, key, name, newest }) => ({
    ...{ key, name, rev: newest.rev, by: newest.authorId, at: newest.at.toISOString() },
    usedBy: users.get(key) ?? [],
    variants: 1 + (forksOf.get(id) ?? 0),
  }));
}

/** A variant of a prompt with its revisions, newest first, beside the other variants. Throws `not-found`. */
export async function getPrompt(
  db: TenantDb,
  actor: Actor,
  key: string,
  variant: string = MAIN_VARIANT,
): Promise<PromptView> {
  const { id, name, newest, revisions } = await requireAsset(db, actor, "prompt", key, variant);
  const users = await usersByKey(db, actor, promptsOf);
  return {
    ...{ key, name, variant, rev: newest.rev, by: newest.authorId, at: newest.at.toISOString() },
    usedBy: users.get(key) ?? [],
    models: [...(await usersByKey(db, actor, (draft) => modelsFor(draft, `${key}/${variant}`))).keys()],
    revisions: revisions.map(revisionView),
    variants: (await listVariants(db, actor, id)).map((one) => ({
      ...one,
      usedBy: users.get(`${key}/${one.name}`) ?? [],
    })),
  };
}

/** The newest revision of every variant, "main" first, then in the order in which they were made. */
async function listVariants(db: TenantDb, { tenantId }: Actor, assetId: string) {
  const newest = await db.assetRevision.findMany({
    where: { tenantId, assetId },
    distinct: ["variant"],
    orderBy: [{ variant: "asc" }, { rev: "desc" }],
  });
  const forks = await db.assetVariant.findMany({ where: { tenantId, assetId }, orderBy: { at: "asc" } });
  const names = [MAIN_VARIANT, ...forks.map((fork) => fork.name)];
  return names.flatMap((name): Omit<PromptVariant, "usedBy">[] => {
    const revision = newest.find((one) => one.variant === name);
    const fork = forks.find((one) => one.name === name);
    const forkedFrom = fork ? { variant: fork.forkedFrom, rev: fork.forkedRev } : null;
    return revision ? [{ name, newest: revisionView(revision), forkedFrom }] : [];
  });
}

type Row = { rev: number; body: unknown; message: string; authorId: string; at: Date };

const revisionView = ({ rev, body, message, authorId, at }: Row): PromptRevision => ({
  rev,
  body: storedBody(body),
  message,
  by: authorId,
  at: at.toISOString(),
});
