import { type Found, findInText, replaced, type Search } from "@/lib/harness/canvas/find-in-draft";
import type { Draft } from "@/lib/harness/graph/draft";
import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { NODE_CONFIG } from "@/lib/release/node-config";
import { promptName } from "@/lib/release/prompt-name";

type Library = readonly { key: string; revisions: readonly { rev: number; body: PromptBody }[] }[];
type User = { id: string; label: string; isPinned: boolean };

/** A revision of a stored prompt that steps of the draft use. */
export type UsedPrompt = {
  /** `voice`, or `voice/short` for a variant. */
  name: string;
  prompt: string;
  variant: string | undefined;
  rev: number;
  newest: number;
  body: PromptBody;
  users: readonly User[];
};
export type FoundInPrompt = { used: UsedPrompt; found: readonly Found[] };

const Prompt = NODE_CONFIG.llm.shape.prompt;

/** The stored prompts of a draft by the revision that its steps use; those that are not there any more are left out. */
export function usedPrompts(draft: Draft, library: Library): UsedPrompt[] {
  const used = new Map<string, UsedPrompt>();
  for (const node of draft.nodes) {
    const ref = Prompt.safeParse(node.config.prompt).data?.ref;
    const revisions = ref ? library.find((one) => one.key === promptName(ref))?.revisions : undefined;
    const newest = revisions?.at(-1);
    const own = ref?.rev === "latest" ? newest : revisions?.find((one) => one.rev === ref?.rev);
    if (!ref || !newest || !own) continue;
    const key = `${promptName(ref)}@${own.rev}`;
    const before = used.get(key);
    const user = { id: node.id, label: node.label, isPinned: ref.rev !== "latest" };
    used.set(key, {
      ...{ name: promptName(ref), prompt: ref.prompt, variant: ref.variant },
      ...{ rev: own.rev, newest: newest.rev, body: own.body },
      users: [...(before?.users ?? []), user],
    });
  }
  return [...used.values()];
}

/** Where the text stands in the prompts that the draft uses; prompts without it are left out. */
export function findInPrompts(prompts: readonly UsedPrompt[], search: Search): FoundInPrompt[] {
  if (search.text === "") return [];
  return prompts.flatMap((used) => {
    const found = used.body.messages.flatMap(({ content }, at) => findInText(used.name, [String(at)], content, search));
    return found.length === 0 ? [] : [{ used, found }];
  });
}

/** The text of the prompt with every place replaced. */
export function replaceInPrompt({ used, found }: FoundInPrompt, length: number, replacement: string): PromptBody {
  const messages = used.body.messages.map(({ role, content }, at) => {
    const places = found.filter((one) => one.path[0] === String(at));
    return { role, content: replaced(content, places, length, replacement) };
  });
  return { messages };
}
