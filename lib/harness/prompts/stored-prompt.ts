import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { NODE_CONFIG } from "@/lib/release/node-config";
import { promptName } from "@/lib/release/prompt-name";

/** Bodies of stored prompts by `promptName`, oldest first. */
export type Prompts = ReadonlyMap<string, readonly { rev: number; body: PromptBody }[]>;

/** The stored prompt that a step uses; null for one that has its own text, or names an unknown one. */
export function storedPrompt(
  node: Pick<DraftNode, "kind" | "config">,
  prompts: Prompts,
): { name: string; body: PromptBody } | null {
  const ref = promptRef(node);
  if (!ref) return null;
  const revisions = prompts.get(promptName(ref));
  const found = ref.rev === "latest" ? revisions?.at(-1) : revisions?.find((one) => one.rev === ref.rev);
  return found ? { name: promptName(ref), body: found.body } : null;
}

/** The stored prompt that a step names. Nothing while its configuration cannot be read. */
export const promptRef = onceFor(({ kind, config }: Pick<DraftNode, "kind" | "config">) =>
  kind === "llm" || kind === "agent" ? NODE_CONFIG[kind].shape.prompt.safeParse(config.prompt).data?.ref : undefined,
);
