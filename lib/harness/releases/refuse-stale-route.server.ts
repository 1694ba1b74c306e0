import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const NAMES = { staging: "Staging", production: "Production" };
type Where = { tenantId: TenantId; harnessId: string; environment: "staging" | "production" };

/** Throws `conflict`, with who changed what an environment runs and why, when that was not seen. `seen` undefined: not asked. */
export async function refuseStaleRoute(
  db: TenantDb,
  where: Where,
  { seen, rev }: { seen: number | undefined; rev: number },
): Promise<void> {
  if (seen === undefined || seen === rev) return;
  const { tenantId, environment } = where;
  const last = await db.routeEvent.findFirst({ where, orderBy: { at: "desc" } });
  const live = last && (await db.release.findFirst({ where: { tenantId, id: last.toId }, select: { number: true } }));
  if (!last || !live) throw new ProblemError("conflict", `What ${environment} runs was changed. Load it again.`);
  const did = last.kind === "rollback" ? "rolled it back" : "promoted it";
  const why = last.reason ? ` ("${last.reason}")` : "";
  throw new ProblemError(
    "conflict",
    `${NAMES[environment]} runs r${live.number} since ${await nameOf(db, tenantId, last.by)} ${did}${why}. Look at it again before you change it.`,
  );
}

/** The member's name; the reference itself for keys and parts of the system. */
async function nameOf(db: TenantDb, tenantId: TenantId, ref: string): Promise<string> {
  if (!ref.startsWith("user:")) return ref;
  const userId = ref.slice("user:".length);
  const member = await db.membership.findFirst({ where: { tenantId, userId }, select: { name: true } });
  return member?.name ?? "a former member";
}
