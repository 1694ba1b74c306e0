import type { Library, PromptBody } from "@/lib/harness/compile/library";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { storedPrompt } from "@/lib/harness/prompts/stored-prompt";
import { PromptText } from "@/lib/release/node-config";

/** What a model step is told: the text of the prompt that it uses, at its revision, or its own. */
export function promptTextOf(
  node: Pick<DraftNode, "kind" | "config">,
  { prompts }: Pick<Library, "prompts">,
): PromptBody {
  const { system, user } = PromptText.safeParse(node.config.prompt).data ?? { system: "", user: "" };
  return storedPrompt(node, prompts)?.body ?? { system, user };
}
