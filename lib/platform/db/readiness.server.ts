import { prisma } from "@/lib/platform/db/prisma.server";

/** Whether the database answers within two seconds. */
export async function readiness(): Promise<{ ok: boolean; database: "ok" | "unreachable" }> {
  const probe = prisma().$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  const late = new Promise<boolean>((done) => setTimeout(done, 2_000, false).unref());
  return (await Promise.race([probe, late])) ? { ok: true, database: "ok" } : { ok: false, database: "unreachable" };
}
