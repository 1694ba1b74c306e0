import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { BoundModels, slotPrefix } from "@/lib/release/bound-models";
import type { RunRequest } from "@/lib/release/run-request";
import { Variables, VariableValue } from "@/lib/release/variables";

type Asked = Pick<RunRequest, "releaseId" | "harnessId" | "projectId" | "environment" | "vars" | "models">;
type Row = { name: string | null; target: unknown; revoked: string | null; models: unknown };

/**
 * The variables that a release reads and the models of its slots, as its environment has them now; what the request brings
 * along stays what it is. The last question before a run is stored, so the same statement asks whether the release may start
 * at all. Throws `release-revoked`, and `binding-missing` with the names that have no value.
 */
export async function resolveBindings(
  db: TenantDb,
  tenantId: TenantId,
  { releaseId, harnessId, projectId, environment, vars: carried = {}, models }: Asked,
): Promise<{ vars: Variables; models: BoundModels }> {
  const prefix = slotPrefix(harnessId);
  // The models are one question of the statement, whatever the number of variables: nothing in it depends on a row.
  const rows = await db.$queryRaw<Row[]>`
    SELECT v.name, b.target, gone.reason AS revoked,
           (SELECT jsonb_object_agg(substr(s.name, length(${prefix}) + 1), s.target)
              FROM environment_binding s
             WHERE s.tenant_id = ${tenantId}::uuid AND s.project_id = ${projectId}::uuid AND s.env = ${environment}
               AND s.kind = 'slot' AND starts_with(s.name, ${prefix})) AS models
      FROM release r
      LEFT JOIN release_revocation gone ON gone.tenant_id = r.tenant_id AND gone.release_id = r.id
      LEFT JOIN LATERAL unnest(r.variables) AS v(name) ON true
      LEFT JOIN environment_binding b ON b.tenant_id = r.tenant_id AND b.project_id = ${projectId}::uuid
       AND b.env = ${environment} AND b.kind = 'var' AND b.name = v.name
     WHERE r.tenant_id = ${tenantId}::uuid AND r.id = ${releaseId}::uuid`;
  const revoked = rows[0]?.revoked ?? null;
  if (revoked !== null)
    throw new ProblemError("release-revoked", `Nothing starts on it any more. The reason was: ${revoked}`);
  return {
    vars: valuesOf(rows, carried, environment),
    models: models ?? BoundModels.parse(rows[0]?.models ?? {}),
  };
}

function valuesOf(rows: readonly Row[], carried: Variables, environment: string): Variables {
  const values = rows.flatMap(({ name, target }) => {
    if (name === null) return [];
    return [[name, Object.hasOwn(carried, name) ? carried[name] : VariableValue.safeParse(target).data] as const];
  });
  const missing = values.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0)
    throw new ProblemError(
      "binding-missing",
      `The release reads ${missing.map((name) => `vars.${name}`).join(", ")}, which has no value in ${environment}. Set it under Variables.`,
      missing.map((name) => ({ pointer: `/vars/${name}`, message: `has no value in ${environment}` })),
    );
  return Variables.parse(Object.fromEntries(values));
}
