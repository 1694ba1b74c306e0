import { z } from "zod";
import { PromptBody } from "@/lib/harness/compile/library";
import { Key } from "@/lib/release/binding";

const Message = z.string().trim().max(200).default("");
const User = z.object({ slug: z.string(), name: z.string() });

export const PromptSummary = z.object({
  key: z.string(),
  name: z.string(),
  rev: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Harnesses whose draft refers to it. */
  usedBy: z.array(User),
});
export const PromptList = z.object({ items: z.array(PromptSummary) });
export const PromptRevision = z.object({
  rev: z.int(),
  body: PromptBody,
  message: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});
/** Revisions newest first, at most 200. */
export const PromptView = PromptSummary.extend({ revisions: z.array(PromptRevision) });
export const NewPrompt = z.strictObject({
  key: Key,
  name: z.string().trim().min(1).max(80),
  body: PromptBody,
  message: Message,
});
export const PromptChange = z.strictObject({ baseRev: z.int().min(1), body: PromptBody, message: Message });
export const StoredPrompt = z.object({ key: z.string(), rev: z.int(), created: z.boolean() });
export type PromptSummary = z.infer<typeof PromptSummary>;
export type PromptRevision = z.infer<typeof PromptRevision>;
export type PromptView = z.infer<typeof PromptView>;
export type NewPrompt = z.infer<typeof NewPrompt>;
export type PromptChange = z.infer<typeof PromptChange>;
