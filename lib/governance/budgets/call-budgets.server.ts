import { z } from "zod";
import { type BudgetDesk, BudgetRefusal } from "@/lib/governance/budgets/budget-desk";
import { workerPool } from "@/lib/platform/db/worker-pool.server";
import { newId } from "@/lib/platform/ids/new-id.server";

const Answer = z.discriminatedUnion("granted", [
  z.object({ granted: z.literal(true), budgets: z.number() }),
  BudgetRefusal.extend({ granted: z.literal(false) }),
]);

/** Budgets in Postgres, on the worker's role; one round trip each, races are decided by the rows of the database. */
export const callBudgets: BudgetDesk = {
  async reserve({ tenantId, harnessId, runId, stepKey, attempt, micros, tokens, leaseMs, nowMs }) {
    const id = newId(nowMs);
    const ask = { id, run: runId, step: stepKey, attempt, harness: harnessId, micros, tokens, leaseMs };
    const { rows } = await workerPool().query({
      name: "budget_reserve",
      text: "SELECT budget_reserve($1, $2, $3) AS answer",
      values: [tenantId, JSON.stringify(ask), nowMs],
    });
    const answer = Answer.parse(rows[0]?.answer);
    if (answer.granted) return { ok: true, reservation: answer.budgets > 0 ? id : null };
    const { granted: _granted, ...refusal } = answer;
    return { ok: false, refusal };
  },
  async settle({ tenantId, reservation, nowMs }, used) {
    if (reservation === null) return;
    await workerPool().query({
      name: "budget_settle",
      text: "SELECT budget_settle($1, $2, $3, $4, $5)",
      values: [tenantId, reservation, used?.micros ?? null, used?.tokens ?? null, nowMs],
    });
  },
};
