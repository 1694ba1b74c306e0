import type { Actor } from "@/lib/governance/access/actor";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { createAsset, reviseAsset } from "@/lib/harness/assets/mutations.server";
import type { PromptBody } from "@/lib/harness/compile/library";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import type { NewPrompt, PromptChange } from "@/lib/harness/prompts/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** Makes a prompt with revision 1. Errors: `invalid` when a template cannot be read, `conflict` when the key is taken. */
export async function createPrompt(db: TenantDb, actor: Actor, prompt: NewPrompt) {
  requireReadable(prompt.body);
  return { ...(await createAsset(db, actor, { kind: "prompt", ...prompt })), created: true };
}

/** Stores the next revision of a prompt. Drafts on "latest" use it at once, releases never. Errors as `reviseAsset`. */
export async function revisePrompt(db: TenantDb, actor: Actor, key: string, { baseRev, ...change }: PromptChange) {
  requireReadable(change.body);
  const { name } = await requireAsset(db, actor, "prompt", key);
  return await reviseAsset(db, actor, baseRev, { kind: "prompt", key, name, ...change });
}

function requireReadable(body: PromptBody): void {
  const issues = promptIssues(body);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid",
      "Nothing was saved: the text has a mistake in a template.",
      issues.map(({ pointer, message }) => ({ pointer: `/body${pointer}`, message })),
    );
}
