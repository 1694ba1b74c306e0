import type { DraftNode } from "@/lib/harness/graph/draft";
import { expressionsOf } from "@/lib/harness/graph/expressions-of";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import { SCOPE_NAMES } from "@/lib/release/expressions/expression-scope";
import { celReads, liquidReads } from "@/lib/release/expressions/references-of";
import { checkLiquid } from "@/lib/release/expressions/render-liquid";
import { PromptText } from "@/lib/release/node-config";

/** Names of the variables (`vars.<name>`) that the expressions of a step read, those of a prompt that it has pinned included. */
export function variablesRead(node: DraftNode): string[] {
  const prompt = PromptText.safeParse(node.config.prompt).data;
  const { ref: _ref, ...text } = prompt ?? {};
  const whole = prompt?.ref ? { ...node, config: { ...node.config, prompt: text } } : node;
  const names = expressionsOf(whole).flatMap(({ language, source, extra }) => {
    // Most expressions read none, and this is asked after every edit.
    if (!source.includes("vars")) return [];
    // What cannot be read is a finding of its own.
    if (language === "cel" ? !checkCel(source).ok : checkLiquid(source, [...SCOPE_NAMES, ...extra]) !== null) return [];
    return (language === "cel" ? celReads(source) : liquidReads(source)).flatMap(({ path: [root, name] }) =>
      root === "vars" && name !== undefined ? [name] : [],
    );
  });
  return [...new Set(names)].sort();
}
