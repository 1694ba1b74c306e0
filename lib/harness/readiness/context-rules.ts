import { toolKeysOf } from "@/lib/harness/compile/compile-draft";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { templatesOf } from "@/lib/harness/readiness/node-texts";
import { nodeFinding, type Rule, type Subject } from "@/lib/harness/readiness/rule";
import { OwnContext } from "@/lib/release/context-policy";
import { PromptText } from "@/lib/release/node-config";
import { promptName } from "@/lib/release/prompt-name";

/** About four characters a token; an estimate that needs no tokenizer. */
const tokensOf = (text: string) => Math.ceil(text.length / 4);
const MARGIN = 1.25;

/** What is in every call of a node whatever the run: its prompt, its tools, its output schema. In tokens. */
function fixedTokens(node: DraftNode, { library }: Subject): number {
  const prompt = PromptText.safeParse(node.config.prompt).data;
  const pinned = prompt?.ref && library.prompts.get(promptName(prompt.ref))?.at(-1)?.body;
  const { system, user } = pinned ?? prompt ?? { system: "", user: "" };
  const tools = toolKeysOf(node).flatMap((key) => {
    const tool = library.tools.get(key);
    return tool ? [JSON.stringify([tool.key, tool.description, tool.input])] : [];
  });
  return tokensOf(`${system}${user}${tools.join("")}${JSON.stringify(node.config.output ?? "")}`);
}

export const contextOverBudget: Rule = {
  name: "context-over-budget",
  check: (subject) =>
    subject.draft.nodes
      .filter((node) => node.kind === "llm" || node.kind === "agent")
      .flatMap((node) => {
        const own = OwnContext.safeParse(node.config.context).data ?? {};
        const { maxInputTokens } = { ...subject.draft.context, ...own };
        const fixed = fixedTokens(node, subject);
        if (fixed <= maxInputTokens) return [];
        const needed = Math.ceil((fixed * MARGIN) / 500) * 500;
        return nodeFinding(node, {
          rule: "context-over-budget",
          severity: "block",
          field: "context",
          explanation: `"${node.label}" sends about ${fixed} tokens of prompt and tools in every call; its budget is ${maxInputTokens}. Every call would fail.`,
          repair: {
            label: `Raise the budget to ${needed}`,
            commands: [
              {
                kind: "set-node",
                id: node.id,
                change: { config: { ...node.config, context: { ...own, maxInputTokens: needed } } },
              },
            ],
          },
        });
      }),
};

/** `{% for note in steps.each.output %}`: no `limit:`, and nothing that cuts the list before. */
const OPEN_LOOP = /\{%-?\s*for\s+\w+\s+in\s+(?!\()([^%]*?)-?%\}/g;
const LIST_LIMIT = 50;
const isOpen = (head: string) => !/\blimit\s*:/.test(head) && !/\|\s*slice\b/.test(head);

export const unboundedList: Rule = {
  name: "unbounded-list",
  check: ({ draft }) =>
    draft.nodes.flatMap((node) =>
      templatesOf(node).flatMap(({ field, text, put }) => {
        if (![...text.matchAll(OPEN_LOOP)].some((match) => isOpen(match[1] ?? ""))) return [];
        const limited = text.replaceAll(OPEN_LOOP, (whole, head: string) =>
          isOpen(head) ? whole.replace(head, `${head.trimEnd()} limit:${LIST_LIMIT} `) : whole,
        );
        return nodeFinding(node, {
          rule: "unbounded-list",
          severity: "review",
          field,
          explanation: `"${node.label}" writes a whole list into its text. A long list makes calls slow and dear, and fails at the window.`,
          repair: { label: `Take ${LIST_LIMIT} at most`, commands: [put(limited)] },
        });
      }),
    ),
};
