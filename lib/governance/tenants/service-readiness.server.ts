import { isolationProblems } from "@/lib/governance/tenants/isolation-problems.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { readiness } from "@/lib/platform/db/readiness.server";
import { Prisma } from "@/prisma/generated/client";

type Readiness = { ok: boolean; database: "ok" | "unreachable"; isolation: "ok" | "unknown" | string[] };

let isIsolated = false;

/**
 * Whether this process may serve: the database answers, and tenants are isolated in it. The second is looked up until
 * it holds once; a process that never becomes ready gets no traffic.
 */
export async function serviceReadiness(): Promise<Readiness> {
  const { ok, database } = await readiness();
  if (!ok) return { ok, database, isolation: "unknown" };
  if (!isIsolated) {
    const problems = await isolationProblems((sql) => prisma().$queryRaw<{ name: string }[]>(Prisma.raw(sql)));
    if (problems.length > 0) return { ok: false, database, isolation: problems };
    isIsolated = true;
  }
  return { ok: true, database, isolation: "ok" };
}
