import { z } from "zod";
import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { checksum } from "@/lib/release/checksum.server";
import { blackOut } from "@/lib/runtime/cassettes/black-out";
import type { CassetteStore } from "@/lib/runtime/cassettes/cassette-store";
import { getCassette } from "@/lib/runtime/cassettes/data.server";
import { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";
import type { CassetteFilter, DraftMode, HarnessMode } from "@/lib/runtime/cassettes/schema";
import { ModelAnswer } from "@/lib/runtime/models/model-gateway";

const MAX_RECENT = 50;

/** Recorded calls in Postgres, on the worker's role. */
export const postgresCassettes: CassetteStore = {
  find: (tenantId, request) =>
    workerTransaction(tenantId, async (client) => {
      const { rows } = await client.query("SELECT response FROM cassette WHERE tenant_id = $1 AND key = $2", [
        tenantId,
        checksum(request),
      ]);
      return rows[0] ? ModelAnswer.parse(rows[0].response) : null;
    }),
  recent: (tenantId, { provider, modelId }) =>
    workerTransaction(tenantId, async (client) => {
      const { rows } = await client.query(
        `SELECT request FROM cassette WHERE tenant_id = $1 AND provider = $2 AND model_id = $3
          ORDER BY recorded_at DESC LIMIT ${MAX_RECENT}`,
        [tenantId, provider, modelId],
      );
      return z.array(RecordedRequest).parse(rows.map((row) => row.request));
    }),
  store: (tenantId, { request, answer, runId, nowMs }) =>
    workerTransaction(tenantId, async (client) => {
      await client.query(
        `INSERT INTO cassette (tenant_id, key, provider, model_id, request, response, run_id, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id, key) DO UPDATE SET request = EXCLUDED.request, response = EXCLUDED.response,
           run_id = EXCLUDED.run_id, recorded_at = EXCLUDED.recorded_at`,
        [
          ...[tenantId, checksum(request), request.provider, request.modelId],
          ...[JSON.stringify(blackOut(request)), JSON.stringify(blackOut(z.json().parse(answer)))],
          ...[runId, new Date(nowMs)],
        ],
      );
    }),
};

/** Says how the test runs of a harness's draft use cassettes. Errors: `not-found`. */
export async function setCassetteMode(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { mode, now }: { mode: DraftMode; now: Date },
): Promise<HarnessMode> {
  const { tenantId, projectId } = actor;
  const harness = await db.harness.findFirst({
    where: { tenantId, slug, archivedAt: null, ...(projectId ? { projectId } : {}) },
    select: { id: true, slug: true, name: true },
  });
  if (!harness) throw new ProblemError("not-found");
  const { id: harnessId, name } = harness;
  const set = { mode, setBy: actorRef(actor), setAt: now };
  if (mode === "off") await db.cassetteMode.deleteMany({ where: { tenantId, harnessId } });
  else
    await db.cassetteMode.upsert({
      where: { tenantId_harnessId: { tenantId, harnessId } },
      create: { tenantId, harnessId, ...set },
      update: set,
    });
  await appendAuditEvent(db, actor, { action: "cassette.mode", target: `harness:${slug}`, detail: { mode } });
  return { harness: { slug, name }, mode };
}

/** Forgets one recorded answer. Errors: `not-found`. */
export async function deleteCassette(db: TenantDb, actor: Actor, key: string): Promise<void> {
  const { model } = await getCassette(db, actor, key);
  await db.cassette.deleteMany({ where: { tenantId: actor.tenantId, key } });
  await appendAuditEvent(db, actor, { action: "cassette.delete", target: `cassette:${key}`, detail: { model } });
}

/** Forgets every recorded answer of a tenant, or of one model. A key of one project may not: `forbidden`. */
export async function deleteCassettes(db: TenantDb, actor: Actor, { model }: CassetteFilter) {
  if (actor.projectId) throw new ProblemError("forbidden", "A key of one project deletes cassettes one by one.");
  const { count } = await db.cassette.deleteMany({
    where: { tenantId: actor.tenantId, ...(model ? { modelId: model } : {}) },
  });
  await appendAuditEvent(db, actor, {
    action: "cassette.delete-all",
    target: "cassettes",
    detail: { deleted: count, model: model ?? null },
  });
  return { deleted: count };
}
