import type { Library, PromptBody } from "@/lib/harness/compile/library";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { PromptText } from "@/lib/release/node-config";
import { promptName } from "@/lib/release/prompt-name";

/** What a model step is told: the text of the prompt that it uses, at its revision, or its own. */
export function promptTextOf({ config }: Pick<DraftNode, "config">, { prompts }: Pick<Library, "prompts">): PromptBody {
  const own = PromptText.safeParse(config.prompt).data ?? { system: "", user: "" };
  const revisions = own.ref ? prompts.get(promptName(own.ref)) : undefined;
  const used = revisions?.find(({ rev }) => rev === own.ref?.rev) ?? revisions?.at(-1);
  return used?.body ?? { system: own.system, user: own.user };
}
