import type { z } from "zod";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";
import type { PromptText } from "@/lib/release/node-config";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";

type Rendered = { system: string; examples: ChatMessage[]; user: string };
type Scope = Parameters<typeof renderLiquid>[1];

/** The texts of a model step with their variables filled in; examples that come out empty are not sent, nor answers before the first question that is. */
export function renderPrompt({ system, examples = [], user }: z.infer<typeof PromptText>, scope: Scope): Rendered {
  const written = examples
    .map(({ role, content }) => ({ role, text: renderLiquid(content, scope) }))
    .filter(({ text }) => text.trim() !== "");
  const first = written.findIndex(({ role }) => role === "user");
  return {
    system: renderLiquid(system, scope),
    examples: (first === -1 ? [] : written.slice(first)).map(
      ({ role, text }): ChatMessage => (role === "user" ? { role, text } : { role, text, toolCalls: [] }),
    ),
    user: renderLiquid(user, scope),
  };
}
