import type { LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from "@ai-sdk/provider";
import type { Json } from "@/lib/release/json-schema";
import { CORRECTION } from "@/lib/runtime/models/correction";

/** What a script can look at. Outcomes are those of tools called since the last user message, last call wins. */
export type PromptFacts = {
  system: string;
  user: string;
  /** Model calls since the last user message, this one included. */
  turn: number;
  outcomes: Record<string, "ok" | "error" | "refused">;
  results: Record<string, Json>;
  /** The whole prompt as text: what the tokens are counted from. */
  text: string;
};

/** Reads a provider prompt. Pure. */
export function readPrompt(prompt: LanguageModelV4Prompt): PromptFacts {
  const facts: PromptFacts = { system: "", user: "", turn: 1, outcomes: {}, results: {}, text: "" };
  for (const message of prompt) readMessage(facts, message);
  return { ...facts, text: prompt.map(textOf).join("\n") };
}

/** What a provider would count: texts, names and values, without the SDK's wrapping. */
function textOf({ content }: LanguageModelV4Prompt[number]): string {
  if (typeof content === "string") return content;
  return content
    .map((part) => {
      if (part.type === "text") return part.text;
      if (part.type === "tool-call") return JSON.stringify([part.toolCallId, part.toolName, part.input]);
      if (part.type !== "tool-result") return "";
      const { output } = part;
      return JSON.stringify([part.toolCallId, output.type === "execution-denied" ? output.reason : output.value]);
    })
    .join("\n");
}

function readMessage(facts: PromptFacts, message: LanguageModelV4Prompt[number]): void {
  switch (message.role) {
    case "system":
      facts.system += message.content;
      break;
    case "user":
      readUser(facts, message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n"));
      break;
    case "assistant":
      facts.turn += 1;
      break;
    case "tool":
      for (const part of message.content) if (part.type === "tool-result") addResult(facts, part);
  }
}

/** A fault that was asked for `once`; it is over when the answer is asked for again. */
const ASKED_ONCE = /\[simulate [a-z-]+ once\]/g;

function readUser(facts: PromptFacts, text: string): void {
  if (text.startsWith(CORRECTION)) {
    facts.user = facts.user.replaceAll(ASKED_ONCE, "");
    return;
  }
  facts.user = text;
  facts.turn = 1;
  facts.outcomes = {};
}

function addResult(facts: PromptFacts, { toolName, output }: LanguageModelV4ToolResultPart): void {
  if (output.type === "execution-denied") {
    facts.outcomes[toolName] = "refused";
    facts.results[toolName] = { reason: output.reason ?? "" };
  } else if (output.type !== "content") {
    facts.outcomes[toolName] = output.type.startsWith("error") ? "error" : "ok";
    facts.results[toolName] = toJson(output.value);
  }
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));
