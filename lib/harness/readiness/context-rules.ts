import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor, onceWith } from "@/lib/harness/graph/once-for";
import { membersOf } from "@/lib/harness/nodes/output-schema";
import { ownContextOf } from "@/lib/harness/nodes/own-context";
import { templatesOf } from "@/lib/harness/readiness/node-texts";
import { promptTextsOf } from "@/lib/harness/readiness/prompt-texts-of";
import { nodeFinding, type Rule, type Subject } from "@/lib/harness/readiness/rule";
import { SCOPE_NAMES } from "@/lib/release/expressions/expression-scope";
import { liquidReads } from "@/lib/release/expressions/references-of";
import { checkLiquid } from "@/lib/release/expressions/render-liquid";
import type { JsonSchema } from "@/lib/release/json-schema";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";
import { memoryTools } from "@/lib/release/memory-tools";
import type { Finding } from "@/lib/release/readiness-report";

/** About four characters a token; an estimate that needs no tokenizer. */
const tokensOf = (text: string) => Math.ceil(text.length / 4);
const MARGIN = 1.25;

/**
 * What is in every call of a node whatever the run: its prompt, its tools, its output schema; and what the input may add to
 * it, where the schema of the inputs says how long its texts may be. In tokens.
 */
const callTokens = onceWith((node: DraftNode, library: Subject["library"], inputs: JsonSchema) => {
  const texts = promptTextsOf(node, library);
  const own = toolKeysOf(node).flatMap((key) => library.tools.get(key) ?? []);
  const told = [...own, ...memoryTools(memoryGrantsOf(node))].map(({ key, description, input }) =>
    JSON.stringify([key, description, input]),
  );
  return {
    fixed: tokensOf(`${texts.join("")}${told.join("")}${JSON.stringify(node.config.output ?? "")}`),
    input: texts.reduce((sum, text) => sum + inputTokens(text, inputs), 0),
  };
});

/** The longest texts of the input that a template reads. One that cannot be read is a finding of its own. */
function inputTokens(text: string, inputs: JsonSchema): number {
  const fields = membersOf(inputs)?.properties;
  if (!fields || checkLiquid(text, SCOPE_NAMES)) return 0;
  const read = new Set(liquidReads(text).flatMap(({ path: [root, name] }) => (root === "input" && name ? [name] : [])));
  return [...read].reduce((sum, name) => sum + Math.ceil(Number(fields[name]?.maxLength ?? 0) / 4), 0);
}

export const contextOverBudget: Rule = {
  name: "context-over-budget",
  check: (subject) =>
    subject.draft.nodes
      .filter((node) => node.kind === "llm" || node.kind === "agent")
      .flatMap((node) => {
        const own = ownContextOf(node);
        const { maxInputTokens } = { ...subject.draft.context, ...own };
        const { fixed, input } = callTokens(node, subject.library, subject.draft.inputs);
        if (fixed + input <= maxInputTokens) return [];
        const needed = Math.ceil(((fixed + input) * MARGIN) / 500) * 500;
        const outcome =
          fixed > maxInputTokens
            ? `its budget is ${maxInputTokens}. Every call would fail.`
            : `the longest input adds ${input}, and its budget is ${maxInputTokens}. Such a call would fail.`;
        return nodeFinding(node, {
          rule: "context-over-budget",
          severity: "block",
          field: "context",
          explanation: `"${node.label}" sends about ${fixed} tokens of prompt and tools in every call; ${outcome}`,
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
  check: ({ draft }) => draft.nodes.flatMap(wholeLists),
};

const wholeLists = onceFor((node: DraftNode): readonly Finding[] =>
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
);
