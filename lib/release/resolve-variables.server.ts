import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { RunRequest } from "@/lib/release/run-request";
import { Variables, VariableValue } from "@/lib/release/variables";

type Asked = Pick<RunRequest, "releaseId" | "projectId" | "environment" | "vars">;

/**
 * The variables that a release reads, as its environment has them now; those that the request brings along stay what they are.
 * Throws `binding-missing` with the names that have no value.
 */
export async function resolveVariables(
  db: TenantDb,
  tenantId: TenantId,
  { releaseId, projectId, environment, vars: carried = {} }: Asked,
): Promise<Variables> {
  const rows = await db.$queryRaw<{ name: string; target: unknown }[]>`
    SELECT v.name, b.target
      FROM release r CROSS JOIN LATERAL unnest(r.variables) AS v(name)
      LEFT JOIN environment_binding b ON b.tenant_id = r.tenant_id AND b.project_id = ${projectId}::uuid
       AND b.env = ${environment} AND b.kind = 'var' AND b.name = v.name
     WHERE r.tenant_id = ${tenantId}::uuid AND r.id = ${releaseId}::uuid`;
  const values = rows.map(
    ({ name, target }) =>
      [name, Object.hasOwn(carried, name) ? carried[name] : VariableValue.safeParse(target).data] as const,
  );
  const missing = values.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0)
    throw new ProblemError(
      "binding-missing",
      `The release reads ${missing.map((name) => `vars.${name}`).join(", ")}, which has no value in ${environment}. Set it under Variables.`,
      missing.map((name) => ({ pointer: `/vars/${name}`, message: `has no value in ${environment}` })),
    );
  return Variables.parse(Object.fromEntries(values));
}
