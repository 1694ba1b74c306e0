import type { Role } from "@/lib/governance/access/scopes";
import { addMember, createTenant } from "@/lib/governance/tenants/mutations.server";
import { hashPassword } from "@/lib/platform/auth/password.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { newId } from "@/lib/platform/ids/new-id.server";

/** The password of every demo person; the sign-in page fills it in while demo tenants exist. */
const DEMO_PASSWORD = "slipway-demo";

const PEOPLE: { email: string; name: string; roles: Record<string, Role> }[] = [
  { email: "mara@acme.test", name: "Mara Keller", roles: { acme: "OWNER" } },
  { email: "jon@acme.test", name: "Jon Lindqvist", roles: { acme: "DEVELOPER" } },
  { email: "dana@acme.test", name: "Dana Reyes", roles: { acme: "RUNTIME", globex: "VIEWER" } },
  { email: "ines@acme.test", name: "Ines Moreau", roles: { acme: "ADMIN" } },
  { email: "audit@acme.test", name: "Theo Brandt", roles: { acme: "AUDITOR" } },
  { email: "gail@globex.test", name: "Gail Okafor", roles: { globex: "OWNER" } },
];

/** Two demo tenants and their people. Idempotent. */
export async function seedPeople(): Promise<void> {
  const tenants = new Map<string, { tenantId: Awaited<ReturnType<typeof createTenant>>["tenantId"]; slug: string }>();
  for (const [slug, name] of [
    ["acme", "Acme"],
    ["globex", "Globex"],
  ] as const) {
    const { tenantId } = await createTenant({ slug, name, demo: true });
    tenants.set(slug, { tenantId, slug });
  }
  for (const { email, name, roles } of PEOPLE) {
    const found = await prisma().user.findUnique({ where: { email } });
    const user =
      found ??
      (await prisma().user.create({
        data: { id: newId(), email, name, passwordHash: await hashPassword(DEMO_PASSWORD) },
      }));
    for (const [slug, role] of Object.entries(roles)) {
      const tenant = tenants.get(slug);
      if (tenant) await addMember(tenant, { id: user.id, email, name }, role);
    }
  }
}
