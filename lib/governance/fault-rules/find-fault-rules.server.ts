import { z } from "zod";
import { InjectedFault } from "@/lib/governance/fault-rules/schema";
import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const Rows = z.array(z.object({ id: z.string(), kind: InjectedFault, rate: z.number() }));
export type FaultRule = z.infer<typeof Rows>[number];

/** The faults that are at work for one model, on the worker's role, the oldest first. */
export const findFaultRules = (tenantId: TenantId, model: string, nowMs: number): Promise<FaultRule[]> =>
  workerStatement(tenantId, {
    name: "fault_rules",
    text: "SELECT id, kind, rate FROM fault_rule WHERE tenant_id = $1 AND model = $2 AND expires_at > $3 ORDER BY created_at, id",
    values: [tenantId, model, new Date(nowMs)],
  }).then(({ rows }) => Rows.parse(rows));
