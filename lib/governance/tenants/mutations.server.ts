import type { Role } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { addSandboxConnection } from "@/lib/governance/models/mutations.server";
import { activateStarterPolicies } from "@/lib/governance/policies/mutations.server";
import { findTenantId } from "@/lib/governance/tenants/data.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { projectId, tenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";

export type NewTenant = { slug: string; name: string; demo: boolean };

/** Makes a tenant with its project "main"; an existing slug gives the existing tenant. One transaction with its audit event. */
export async function createTenant({ slug, name, demo }: NewTenant) {
  const found = await findTenantId(slug);
  if (found) return { tenantId: found, created: false };
  const id = tenantId(newId());
  const project = projectId(newId());
  await tenantTransaction(id, async (db) => {
    await db.tenant.create({ data: { tenantId: id, slug, name, demo } });
    await db.project.create({ data: { tenantId: id, id: project, slug: "main", name: "Main" } });
    const actor = systemActor("setup", id, slug);
    await appendAuditEvent(db, actor, {
      action: "tenant.create",
      target: `tenant:${slug}`,
      detail: { slug, demo },
    });
    await addSandboxConnection(db, actor);
    await activateStarterPolicies(db, actor);
  });
  return { tenantId: id, created: true };
}

/** Makes a person a member, or changes their role; for set-up only (people use invites). */
export async function addMember(
  tenant: { tenantId: ReturnType<typeof tenantId>; slug: string },
  person: { id: string; email: string; name: string },
  role: Role,
) {
  await tenantTransaction(tenant.tenantId, async (db) => {
    const key = { tenantId_userId: { tenantId: tenant.tenantId, userId: person.id } };
    if (await db.membership.findUnique({ where: key })) return;
    await db.membership.create({
      data: { tenantId: tenant.tenantId, userId: person.id, email: person.email, name: person.name, role },
    });
    await appendAuditEvent(db, systemActor("setup", tenant.tenantId, tenant.slug), {
      action: "member.add",
      target: `user:${person.id}`,
      detail: { role },
    });
  });
}
