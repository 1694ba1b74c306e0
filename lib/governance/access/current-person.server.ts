import { cookies } from "next/headers";
import { membershipsOf } from "@/lib/governance/access/require-actor.server";
import { Role } from "@/lib/governance/access/scopes";
import { findSession } from "@/lib/platform/auth/find-session.server";

export type TenantOfPerson = { slug: string; name: string; demo: boolean; role: Role };

/** The signed-in person of a page request with their tenants, or null. For server components only. */
export async function currentPerson(): Promise<{ name: string; email: string; memberships: TenantOfPerson[] } | null> {
  const jar = await cookies();
  const session = await findSession((name) => jar.get(name)?.value);
  if (!session) return null;
  const rows = await membershipsOf(session.userId);
  const memberships = rows.map(({ slug, name, demo, role }) => ({ slug, name, demo, role: Role.parse(role) }));
  return { name: session.name, email: session.email, memberships };
}
