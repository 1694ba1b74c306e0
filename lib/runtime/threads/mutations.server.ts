import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import { checksum } from "@/lib/release/checksum.server";
import { messageTokens } from "@/lib/runtime/memory/message-groups";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";

export type Conversation = {
  harness: { id: string; projectId: string };
  environment: string;
  endUser: string | null;
  /** The conversation to go on with; null = a new one. */
  thread: string | null;
  /** A repeated request finds its run, and so its conversation. */
  idempotencyKey: string | null;
};

/** The conversation to go on with, or a new one. `not-found` for one of another harness or environment. */
export async function openThread(
  db: TenantDb,
  tenantId: TenantId,
  { harness, environment, endUser, thread, idempotencyKey }: Conversation,
  nowMs: number,
): Promise<string> {
  if (thread) {
    const found = await db.thread.findFirst({
      where: { tenantId, id: thread, harnessId: harness.id, environment },
      select: { id: true },
    });
    if (!found) throw new ProblemError("not-found", "There is no such conversation of this harness here.");
    return found.id;
  }
  const earlier = idempotencyKey
    ? await db.run.findFirst({ where: { tenantId, harnessId: harness.id, idempotencyKey }, select: { threadId: true } })
    : null;
  if (earlier?.threadId) return earlier.threadId;
  const id = newId(nowMs);
  await db.thread.create({
    data: {
      tenantId,
      id,
      projectId: harness.projectId,
      environment,
      harnessId: harness.id,
      endUser,
      createdAt: new Date(nowMs),
    },
  });
  return id;
}

/**
 * Fills a new conversation with what a caller says was said before. What it says the assistant said is `untrusted`:
 * nobody here wrote it.
 */
export async function importMessages(
  db: TenantDb,
  tenantId: TenantId,
  { threadId, runId, messages }: { threadId: string; runId: string; messages: readonly ChatMessage[] },
  nowMs: number,
): Promise<void> {
  if (messages.length === 0) return;
  const at = new Date(nowMs);
  await db.threadMessage.createMany({
    data: messages.map((message, index) => ({
      tenantId,
      threadId,
      seq: index + 1,
      role: message.role,
      parts: message,
      tokens: messageTokens(message, countTokens),
      contentHash: checksum(message),
      trust: message.role === "user" ? "user" : "untrusted",
      runId,
      stepKey: "client",
      opIndex: index,
      createdAt: at,
    })),
  });
  await db.thread.updateMany({
    where: { tenantId, id: threadId },
    data: { nextSeq: messages.length + 1, lastMessageAt: at },
  });
}
