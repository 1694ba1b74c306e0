import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { checkLiquid } from "@/lib/release/expressions/render-liquid";
import { MAX_EXAMPLES } from "@/lib/release/node-config";

/** `pointer` is a JSON pointer into the body, `at` the number of the message, `position` a place in its text. */
export type PromptIssue = { pointer: string; at: number; message: string; position: number | null };

/** What is wrong with the messages of a prompt: their templates, and the order in which a model can be told them. */
export function promptIssues({ messages }: PromptBody): PromptIssue[] {
  return messages.flatMap(({ content }, at): PromptIssue[] => {
    const error = checkLiquid(content);
    if (error) return [{ pointer: `/messages/${at}/content`, at, message: error.message, position: error.position }];
    const message = problemOf(messages, at);
    return message ? [{ pointer: `/messages/${at}`, at, message, position: null }] : [];
  });
}

function problemOf(messages: PromptBody["messages"], at: number): string | null {
  const [message, isLast] = [messages[at], at === messages.length - 1];
  if (isLast) return message?.role === "user" ? null : "The last message is the user's: it is what the model answers.";
  if (message?.role === "system") return at === 0 ? null : "Instructions come first, in one message.";
  const isFirst = at === 0 || messages[at - 1]?.role === "system";
  if (isFirst && message?.role === "assistant") return "A conversation begins with the user: move this message down.";
  if (at >= firstExample(messages) + MAX_EXAMPLES)
    return `A prompt has ${MAX_EXAMPLES} examples at most. Remove this one.`;
  return message?.content.trim() === "" ? "This message is empty. Write it, or remove it." : null;
}

const firstExample = (messages: PromptBody["messages"]): number => (messages[0]?.role === "system" ? 1 : 0);

/** The same by the part of the prompt; examples by their number among the examples. */
export function issuesByPart(body: PromptBody) {
  const issues = new Map(promptIssues(body).map(({ at, message }) => [at, message]));
  const [first, last] = [firstExample(body.messages), body.messages.length - 1];
  return {
    system: first === 1 ? issues.get(0) : undefined,
    examples: new Map(
      [...issues].flatMap(([at, message]) => (at >= first && at < last ? [[at - first, message]] : [])),
    ),
    user: issues.get(last),
  };
}
