import type { z } from "zod";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";
import type { PromptText } from "@/lib/release/node-config";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";

type Rendered = { system: string; examples: ChatMessage[]; user: string };
type Scope = Parameters<typeof renderLiquid>[1];

/** The texts of a model step with their variables filled in; examples that come out empty are not sent. */
export function renderPrompt({ system, examples = [], user }: z.infer<typeof PromptText>, scope: Scope): Rendered {
  return {
    system: renderLiquid(system, scope),
    examples: examples.flatMap(({ role, content }): ChatMessage[] => {
      const text = renderLiquid(content, scope);
      if (text.trim() === "") return [];
      return [role === "user" ? { role, text } : { role, text, toolCalls: [] }];
    }),
    user: renderLiquid(user, scope),
  };
}
