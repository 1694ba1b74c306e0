import type { Library } from "@/lib/harness/compile/library";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import { storedPrompt } from "@/lib/harness/prompts/stored-prompt";
import { PromptText } from "@/lib/release/node-config";

/** What a model step is told: the messages of the prompt that it uses, at its revision, or its own. */
export function promptTextsOf(
  node: Pick<DraftNode, "kind" | "config">,
  { prompts }: Pick<Library, "prompts">,
): string[] {
  const own = promptBody(PromptText.safeParse(node.config.prompt).data ?? { system: "", user: "" });
  const { messages } = storedPrompt(node, prompts)?.body ?? own;
  return messages.map(({ content }) => content);
}
