import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { ContextPlanList, ContextPlanPage, ContextPlanView } from "@/lib/runtime/context-plans/schema";
import { ContextPlan } from "@/lib/runtime/memory/context-plan";
import type { ContextPlan as PlanRow } from "@/prisma/generated/client";

type Page = z.infer<typeof ContextPlanPage>;
const Position = z.tuple([z.iso.datetime(), z.uuid(), z.string(), z.int()]);

/** Model calls with their plans, newest first; of a run or a conversation when asked. A foreign id finds nothing. */
export async function listContextPlans(
  db: TenantDb,
  { tenantId }: Actor,
  { run, thread, limit, cursor }: Page,
): Promise<z.infer<typeof ContextPlanList>> {
  const rows = await db.contextPlan.findMany({
    where: {
      tenantId,
      ...(run && { runId: run }),
      ...(thread && { threadId: thread }),
      ...(cursor === undefined ? {} : { OR: after(cursor) }),
    },
    orderBy: [{ createdAt: "desc" }, { runId: "desc" }, { stepKey: "desc" }, { attempt: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(viewOf), nextCursor: last ? cursorOf(last) : null };
}

function viewOf(row: PlanRow): ContextPlanView {
  const plan = ContextPlan.parse(row.plan);
  const [stepKey = row.stepKey, call = ""] = row.stepKey.split("#");
  return {
    runId: row.runId,
    threadId: row.threadId,
    nodeKey: row.nodeKey,
    stepKey,
    call,
    attempt: row.attempt,
    planHash: row.planHash,
    plan,
    providerInputTokens: row.providerInputTokens,
    simulated: plan.simulated,
    createdAt: row.createdAt.toISOString(),
  };
}

const cursorOf = ({ createdAt, runId, stepKey, attempt }: PlanRow): string =>
  Buffer.from(JSON.stringify([createdAt.toISOString(), runId, stepKey, attempt])).toString("base64url");

/** Rows behind a position, in the order of the list. */
function after(cursor: string) {
  const [at, runId, stepKey, attempt] = readCursor(cursor);
  const createdAt = new Date(at);
  return [
    { createdAt: { lt: createdAt } },
    { createdAt, runId: { lt: runId } },
    { createdAt, runId, stepKey: { lt: stepKey } },
    { createdAt, runId, stepKey, attempt: { lt: attempt } },
  ];
}

function readCursor(cursor: string): z.infer<typeof Position> {
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new ProblemError("invalid", "The cursor is not one of ours. Start again without it.");
  }
}
