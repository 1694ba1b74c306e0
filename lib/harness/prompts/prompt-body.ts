import { z } from "zod";
import { MAX_EXAMPLES, PromptExample, type PromptText } from "@/lib/release/node-config";

const PromptMessage = z.strictObject({
  role: z.enum(["system", "user", "assistant"]),
  content: PromptExample.shape.content,
});
/**
 * A revision of a prompt: instructions (`system`, first, may be absent), examples of what was asked and answered, and last
 * what is asked (`user`). The contents are Liquid. `promptIssues` says what is wrong with an order.
 */
export const PromptBody = z.strictObject({
  messages: z
    .array(PromptMessage)
    .min(1)
    .max(MAX_EXAMPLES + 2),
});
export type PromptBody = z.infer<typeof PromptBody>;
/** The same by the part that a message has in a call. */
export type PromptParts = Omit<z.infer<typeof PromptText>, "ref">;

/** The form of revisions before prompts had messages. They are kept as they are, so that their hashes hold. */
const TwoTexts = z.strictObject({ system: z.string(), user: z.string() });

/** The messages of a stored revision: the one place that knows the older form. */
export function storedBody(body: unknown): PromptBody {
  const texts = TwoTexts.safeParse(body).data;
  return texts ? promptBody(texts) : PromptBody.parse(body);
}

export const promptBody = ({ system, examples = [], user }: PromptParts): PromptBody => ({
  messages: [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    ...examples,
    { role: "user", content: user },
  ],
});

/** Absent examples are left out, so that a program without them is what it was before there were any. */
export function promptParts({ messages }: PromptBody): PromptParts {
  const last = messages.at(-1);
  const user = last?.role === "user" ? last.content : "";
  const system = messages[0]?.role === "system" ? messages[0].content : "";
  const examples = messages
    .slice(0, last?.role === "user" ? -1 : undefined)
    .flatMap(({ role, content }) => (role === "system" ? [] : [{ role, content }]));
  return { system, user, ...(examples.length > 0 && { examples }) };
}
