import type { Actor } from "@/lib/governance/access/actor";
import { groupBy } from "@/lib/harness/canvas/group-by";
import type { VariableView } from "@/lib/harness/variables/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { typeOfVariable, VariableValue } from "@/lib/release/variables";

/** The project that the actor builds in: that of its key, else the first of the tenant. */
export async function projectOf(db: TenantDb, { tenantId, projectId }: Actor): Promise<string> {
  if (projectId) return projectId;
  const project = await db.project.findFirstOrThrow({
    where: { tenantId },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  return project.id;
}

/** Variables of a project by name, with their values in each environment. */
export async function listVariables(db: TenantDb, tenantId: TenantId, projectId: string): Promise<VariableView[]> {
  const rows = await db.environmentBinding.findMany({
    where: { tenantId, projectId, kind: "var" },
    orderBy: { name: "asc" },
  });
  return [...groupBy(rows, (row) => row.name)].map(([name, ofName]) => {
    const valueIn = (env: string) => {
      const row = ofName.find((one) => one.env === env);
      return row ? VariableValue.parse(row.target) : null;
    };
    const values = { draft: valueIn("draft"), staging: valueIn("staging"), production: valueIn("production") };
    const newest = ofName.reduce((one, other) => (other.updatedAt > one.updatedAt ? other : one));
    return {
      ...{ name, values, type: typeOfVariable(VariableValue.parse(newest.target)) },
      updatedBy: newest.updatedBy,
      updatedAt: newest.updatedAt.toISOString(),
    };
  });
}
