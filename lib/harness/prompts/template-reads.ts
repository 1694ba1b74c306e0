import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import { liquidReferences } from "@/lib/release/expressions/references-of";

/** What a prompt reads, as it is written (`input.message`), in the order of its first use; null while it has a mistake. */
export function templateReads(body: PromptBody): string[] | null {
  if (promptIssues(body).length > 0) return null;
  const paths = body.messages.flatMap(({ content }) => liquidReferences(content).map((path) => path.join(".")));
  return [...new Set(paths)];
}
