import { prisma } from "@/lib/platform/db/prisma.server";

/** Whether the demo content is installed; only then does the sign-in page fill in the demo person. */
export async function hasDemoPeople(): Promise<boolean> {
  return (await prisma().user.count({ where: { email: "mara@acme.test" } })) > 0;
}
