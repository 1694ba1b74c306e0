import { z } from "zod";
import { ChatMessage } from "@/lib/runtime/models/chat-message";

export const ThreadPage = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export const ThreadView = z.object({
  id: z.uuid(),
  harness: z.object({ slug: z.string(), name: z.string() }),
  environment: z.string(),
  endUser: z.string().nullable(),
  messages: z.int(),
  createdAt: z.iso.datetime(),
  lastMessageAt: z.iso.datetime().nullable(),
});
export const ThreadList = z.object({ items: z.array(ThreadView), nextCursor: z.string().nullable() });
export type ThreadView = z.infer<typeof ThreadView>;

export const ThreadMessageView = z.object({
  seq: z.int(),
  role: z.string(),
  /** Null when it was redacted, or when your role may not read payloads of this environment. */
  message: ChatMessage.nullable(),
  isRedacted: z.boolean(),
  tokens: z.int(),
  trust: z.string(),
  runId: z.uuid(),
  stepKey: z.string(),
  createdAt: z.iso.datetime(),
});
/** Newest first; `nextCursor` goes back in time. */
export const ThreadMessageList = z.object({ items: z.array(ThreadMessageView), nextCursor: z.string().nullable() });
export type ThreadMessageView = z.infer<typeof ThreadMessageView>;
