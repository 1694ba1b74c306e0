import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";
import type { Json } from "@/lib/release/json-schema";
import { enqueueRun, storeRelease } from "@/lib/release/mutations.server";
import type { Program } from "@/lib/release/program";

/** A tenant with a harness and a release of `program`, and a way to queue runs of it. For database tests. */
export async function storeTestRelease(slug: string, program: Program) {
  const tenant = await createTestTenant(slug);
  const { tenantId, projectId } = tenant;
  const harnessId = newId();
  const release = await tenantTransaction(tenantId, async (db) => {
    await db.harness.create({
      data: { tenantId, id: harnessId, projectId, slug: "test", name: "Test", createdBy: "system:test" },
    });
    const manifest = {
      format: "slipway/manifest@1" as const,
      draftRev: 1,
      authors: [],
      kinds: [],
      prompts: [],
      tools: [],
      models: [],
      secrets: [],
      layout: {},
    };
    const readiness = { findings: [], checked: [] };
    return await storeRelease(db, tenantId, "released", {
      harnessId,
      program,
      manifest,
      readiness,
      createdBy: "system:test",
    });
  });
  return {
    ...tenant,
    harnessId,
    releaseId: release.id,
    queue: async (input: Json, idempotencyKey: string | null = null) => {
      const { runId } = await tenantTransaction(tenantId, (db) =>
        enqueueRun(
          db,
          tenantId,
          {
            releaseId: release.id,
            harnessId,
            projectId,
            environment: "production",
            trigger: "api",
            input,
            threadId: null,
            endUser: null,
            startedBy: "system:test",
            idempotencyKey,
          },
          Date.now(),
        ),
      );
      return { tenantId, runId };
    },
  };
}
