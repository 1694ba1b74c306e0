import { membershipsOf } from "@/lib/governance/access/require-actor.server";
import { isPassword } from "@/lib/platform/auth/password.server";
import { prisma } from "@/lib/platform/db/prisma.server";

const DEMO = { email: "mara@acme.test", password: "slipway-demo" };

/**
 * What the sign-in page fills in: the seeded owner, while she exists with the seeded password and is a member of demo
 * tenants alone. Null in every other installation.
 */
export async function findDemoSignIn(): Promise<typeof DEMO | null> {
  const user = await prisma().user.findUnique({ where: { email: DEMO.email } });
  if (!user || !(await isPassword(DEMO.password, user.passwordHash))) return null;
  const memberships = await membershipsOf(user.id);
  return memberships.length > 0 && memberships.every((row) => row.demo) ? DEMO : null;
}
