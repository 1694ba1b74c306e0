import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { lockRoutes } from "@/lib/harness/releases/lock-routes.server";
import { findRoutedReleases } from "@/lib/harness/releases/releases-below.server";
import type { RoutedRelease } from "@/lib/harness/releases/schema";
import { listVariables, projectOf } from "@/lib/harness/variables/data.server";
import type { NewVariable, ReleaseEnvironment, VariableView } from "@/lib/harness/variables/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { Environment } from "@/lib/release/run-request";
import { typeOfVariable, type VariableValue } from "@/lib/release/variables";
import { Prisma } from "@/prisma/generated/client";

const MAX_VARIABLES = 200;

/** Makes a variable with the value that test runs use. Errors: `conflict` for a name that is taken, `invalid` for too many. */
export async function createVariable(db: TenantDb, actor: Actor, { name, value }: NewVariable): Promise<void> {
  const projectId = await lockProject(db, actor);
  const known = await listVariables(db, actor.tenantId, projectId);
  if (known.some((one) => one.name === name))
    throw new ProblemError("conflict", `There is a variable "${name}" already. Set its value, or take another name.`);
  if (known.length >= MAX_VARIABLES)
    throw new ProblemError("invalid", `A project has at most ${MAX_VARIABLES} variables. Delete one first.`);
  await store(db, actor, projectId, { name, env: "draft", value });
  await note(db, actor, "variable.create", { name, environment: "draft" });
}

/** Sets the value of one environment; runs that start from now on have it. Errors: `not-found`; `invalid` for another type. */
export async function setVariable(
  db: TenantDb,
  actor: Actor,
  { name, environment, value }: { name: string; environment: Environment; value: VariableValue },
): Promise<void> {
  const projectId = await lockProject(db, actor);
  const known = await requireVariable(db, actor, projectId, name);
  const others = Object.entries(known.values).some(([env, other]) => env !== environment && other !== null);
  if (others && typeOfVariable(value) !== known.type)
    throw new ProblemError(
      "invalid",
      `vars.${name} is a ${known.type} in the other environments. Give it the same type.`,
      [{ pointer: "/value", message: `is not a ${known.type}` }],
    );
  await store(db, actor, projectId, { name, env: environment, value });
  await note(db, actor, "variable.set", { name, environment });
}

/** Takes the value away. Errors: `not-found`; `release-in-use` while a release that runs there reads it, or its steps do. */
export async function clearVariable(
  db: TenantDb,
  actor: Actor,
  { name, environment }: { name: string; environment: ReleaseEnvironment },
): Promise<void> {
  const { tenantId } = actor;
  await lockRoutes(db, tenantId);
  const projectId = await lockProject(db, actor);
  await requireVariable(db, actor, projectId, name);
  const readers = await findReaders(db, actor, { projectId, name, environment });
  if (readers.length > 0)
    throw new ProblemError("release-in-use", `Runs in ${environment} would fail: ${readBy(readers)}.`);
  await db.environmentBinding.deleteMany({ where: { tenantId, projectId, env: environment, kind: "var", name } });
  await note(db, actor, "variable.clear", { name, environment });
}

/** Removes a variable that has no value in staging or production. Errors: `not-found`, `conflict`. */
export async function deleteVariable(db: TenantDb, actor: Actor, name: string): Promise<void> {
  const { tenantId } = actor;
  const projectId = await lockProject(db, actor);
  const { values } = await requireVariable(db, actor, projectId, name);
  if (values.staging !== null || values.production !== null)
    throw new ProblemError("conflict", "It has a value in staging or in production. Take that away first.");
  await db.environmentBinding.deleteMany({ where: { tenantId, projectId, kind: "var", name } });
  await note(db, actor, "variable.delete", { name });
}

/** Releases that run in an environment and read a variable, or run one in a step, at any depth, that does. */
async function findReaders(
  db: TenantDb,
  { tenantId }: Actor,
  { projectId, name, environment }: { projectId: string; name: string; environment: ReleaseEnvironment },
) {
  const reads = Prisma.sql`${name} = ANY (used.variables) AND used.harness_id IN (
    SELECT id FROM harness WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid)`;
  const routed = await findRoutedReleases(db, tenantId, reads);
  return routed.filter((one) => one.environment === environment);
}

const LIST = new Intl.ListFormat("en");

function readBy(readers: readonly RoutedRelease[]): string {
  const names = LIST.format(readers.map(({ harness, number }) => `r${number} of ${harness.slug}`));
  return readers.length === 1 ? `${names} reads it, itself or in a step` : `${names} read it, themselves or in a step`;
}

async function lockProject(db: TenantDb, actor: Actor): Promise<string> {
  const projectId = await projectOf(db, actor);
  await lockTransaction(db, `variables:${actor.tenantId}:${projectId}`);
  return projectId;
}

async function requireVariable(db: TenantDb, actor: Actor, projectId: string, name: string): Promise<VariableView> {
  const found = (await listVariables(db, actor.tenantId, projectId)).find((one) => one.name === name);
  if (!found) throw new ProblemError("not-found");
  return found;
}

async function store(
  db: TenantDb,
  actor: Actor,
  projectId: string,
  { name, env, value }: { name: string; env: Environment; value: VariableValue },
): Promise<void> {
  const key = { tenantId: actor.tenantId, projectId, env, kind: "var", name };
  const content = { target: value, updatedBy: actorRef(actor), updatedAt: new Date() };
  await db.environmentBinding.upsert({
    where: { tenantId_projectId_env_kind_name: key },
    create: { ...key, ...content },
    update: content,
  });
}

/** Values stay out of the audit log: a text may be anything. */
const note = (db: TenantDb, actor: Actor, action: string, detail: { name: string; environment?: string }) =>
  appendAuditEvent(db, actor, { action, target: `variable:${detail.name}`, detail });
