import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import { liquidReferences } from "@/lib/release/expressions/references-of";

/** The variables below `input` that texts read, in the order of their first use; texts with mistakes give none. */
export function templateVariables(bodies: readonly PromptBody[]): string[] {
  const names = bodies.flatMap((body) =>
    promptIssues(body).length > 0
      ? []
      : body.messages.flatMap(({ content }) =>
          liquidReferences(content).flatMap(([root, name]) => (root === "input" && name ? [name] : [])),
        ),
  );
  return [...new Set(names)];
}
