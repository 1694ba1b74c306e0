import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import type { ProjectId, TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";
import type { Json } from "@/lib/release/json-schema";
import { enqueueRun, storeRelease } from "@/lib/release/mutations.server";
import type { Program } from "@/lib/release/program";

const MANIFEST = {
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

type Tenant = { tenantId: TenantId; projectId: ProjectId };

/** A tenant with a harness and a release of `program`, and a way to queue runs of it. For database tests. */
export async function storeTestRelease(slug: string, program: Program) {
  const tenant = await createTestTenant(slug);
  return { ...tenant, ...(await addTestRelease(tenant, "test", program)) };
}

/** One more release in a tenant: of a new harness, or the next one of a harness that is there. */
export async function addTestRelease({ tenantId, projectId }: Tenant, slug: string, program: Program) {
  const { harnessId, release } = await tenantTransaction(tenantId, async (db) => {
    const found = await db.harness.findFirst({ where: { tenantId, slug }, select: { id: true } });
    const id = found?.id ?? newId();
    if (!found)
      await db.harness.create({ data: { tenantId, id, projectId, slug, name: "Test", createdBy: "system:test" } });
    const stored = await storeRelease(db, tenantId, "released", {
      harnessId: id,
      program,
      manifest: MANIFEST,
      readiness: { findings: [], checked: [] },
      createdBy: "system:test",
    });
    return { harnessId: id, release: stored };
  });
  return {
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
