import { z } from "zod";
import { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { Key } from "@/lib/release/binding";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

const Message = z.string().trim().max(200).default("");
const User = z.object({ slug: z.string(), name: z.string() });

export const PromptSummary = z.object({
  key: z.string(),
  name: z.string(),
  /** Newest revision of the variant "main". */
  rev: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Harnesses whose draft refers to it, whatever the variant. */
  usedBy: z.array(User),
  /** How many variants it has, "main" among them. */
  variants: z.int(),
});
export const PromptList = z.object({ items: z.array(PromptSummary) });
export const PromptRevision = z.object({
  rev: z.int(),
  body: PromptBody,
  message: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});
/** A line of revisions. `forkedFrom` is null for "main". */
export const PromptVariant = z.object({
  name: z.string(),
  newest: PromptRevision,
  forkedFrom: z.object({ variant: z.string(), rev: z.int() }).nullable(),
  usedBy: z.array(User),
});
/** One variant of a prompt: its revisions newest first, at most 200; and the newest revision of every variant. */
export const PromptView = PromptSummary.omit({ variants: true }).extend({
  variant: z.string(),
  revisions: z.array(PromptRevision),
  variants: z.array(PromptVariant),
  /** Models of the slots on which steps use this variant, in the order of the harnesses' names. */
  models: z.array(z.string()),
});
export const PromptQuery = z.object({ variant: Key.optional() });
export const NewPrompt = z.strictObject({
  key: Key,
  name: z.string().trim().min(1).max(80),
  body: PromptBody,
  message: Message,
});
export const PromptChange = z.strictObject({
  variant: Key.default(MAIN_VARIANT),
  baseRev: z.int().min(1),
  body: PromptBody,
  message: Message,
});
/** A variant that begins with the text of a revision. */
export const NewVariant = z.strictObject({
  name: Key,
  from: z.strictObject({ variant: Key.default(MAIN_VARIANT), rev: z.int().min(1) }),
});
export const StoredPrompt = z.object({ key: z.string(), rev: z.int(), created: z.boolean() });
export type PromptSummary = z.infer<typeof PromptSummary>;
export type PromptRevision = z.infer<typeof PromptRevision>;
export type PromptVariant = z.infer<typeof PromptVariant>;
export type PromptView = z.infer<typeof PromptView>;
export type NewPrompt = z.infer<typeof NewPrompt>;
export type NewVariant = z.infer<typeof NewVariant>;
export type PromptChange = z.infer<typeof PromptChange>;
