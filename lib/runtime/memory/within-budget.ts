import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { FoundEntry } from "@/lib/runtime/memory/run-memory";

/** The best ones that fit together; one that is too large is left out, smaller ones after it are not. */
export function withinBudget(found: readonly FoundEntry[], budgetTokens: number): FoundEntry[] {
  let left = budgetTokens;
  return found.filter(({ content }) => {
    const tokens = countTokens(content);
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}
