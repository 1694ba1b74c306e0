import { createHash } from "node:crypto";
import { type TestPerson, testUserKey } from "@/lib/harness/test-runs/test-person";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

type Of = { tenantId: TenantId; harness: { id: string; projectId: string }; nowMs: number };

/**
 * The end user and the conversation of a test run. The conversation is one of the environment `draft`: its id is worked out
 * from names, so no name that somebody gives leads to a conversation of staging or production.
 */
export async function openTestConversation(
  db: TenantDb,
  { tenantId, harness, nowMs }: Of,
  { user, conversation }: TestPerson,
): Promise<{ endUser: string | null; threadId: string | null }> {
  const endUser = user === undefined ? null : testUserKey(user);
  if (conversation === undefined) return { endUser, threadId: null };
  const id = idOf(["test-conversation", tenantId, harness.id, endUser ?? "", conversation]);
  await db.thread.createMany({
    data: [
      {
        ...{ tenantId, id, projectId: harness.projectId, environment: "draft", harnessId: harness.id },
        ...{ endUser, createdAt: new Date(nowMs) },
      },
    ],
    skipDuplicates: true,
  });
  return { endUser, threadId: id };
}

/** An id made of a hash (RFC 9562, version 8): ids of real conversations are of version 7. */
function idOf(parts: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
