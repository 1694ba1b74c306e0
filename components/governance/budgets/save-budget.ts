import type { BudgetForm } from "@/components/governance/budgets/budget-form";
import type { BudgetView } from "@/lib/governance/budgets/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Content = BudgetForm & { limitMicros: number | null; limitTokens: number | null };

/** Stores a new budget, or the change of one. Answers how many runs go on. */
export function saveBudget(tenant: string, budget: BudgetView | null, content: Content) {
  const { name, harness, period, limitMicros, limitTokens, allowUnpriced } = content;
  const limits = { name, limitMicros, limitTokens, allowUnpriced: limitMicros !== null && allowUnpriced };
  return budget
    ? unwrap(
        api.PUT("/api/v1/{tenant}/budgets/{budgetId}", {
          params: { path: { tenant, budgetId: budget.id } },
          body: { ...limits, rev: budget.rev },
        }),
      )
    : unwrap(
        api.POST("/api/v1/{tenant}/budgets", {
          params: { path: { tenant } },
          body: { ...limits, harness: harness === "" ? null : harness, period },
        }),
      );
}
