import { z } from "zod";
import { AuditVerification } from "@/lib/governance/audit/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const Row = z.object({
  events: z.bigint().nullable(),
  head: z.string().nullable(),
  kind: z.string().nullable(),
  seq: z.bigint().nullable(),
});

/** Recomputes the whole chain of the tenant, in the database and in one snapshot. Reads only; time grows with the number of events. */
export async function verifyAudit(db: TenantDb, tenantId: TenantId): Promise<AuditVerification> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT head.seq AS events, encode(head.hash, 'hex') AS head, broken.kind, broken.seq
      FROM (SELECT 1) one
      LEFT JOIN audit.head head ON head.tenant_id = ${tenantId}::uuid
      LEFT JOIN audit.verify() broken ON true`;
  const { events, head, kind, seq } = Row.parse(rows[0]);
  return AuditVerification.parse({
    intact: kind === null,
    events: Number(events ?? 0),
    head,
    broken: kind === null ? null : { kind, seq: Number(seq) },
  });
}
