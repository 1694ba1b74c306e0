import type { z } from "zod";
import { EffectIcon } from "@/components/governance/policies/effect-icon";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { CheckedPolicies, PolicyView } from "@/lib/governance/policies/schema";

type Issue = z.infer<typeof CheckedPolicies>["issues"][number];
type Props = { policies: readonly PolicyView[]; issues: readonly Issue[]; onEdit?: (policy: PolicyView) => void };

/** Every policy as a sentence; what says more than a sentence shows as Cedar. */
export function PolicyList({ policies, issues, onEdit }: Props) {
  if (policies.length === 0)
    return (
      <div className="px-page">
        <EmptyState
          title="No policy, so nothing is allowed"
          body="Every call of a model or a tool is denied until a policy allows it."
        />
      </div>
    );
  return (
    <ul className="divide-y divide-border">
      {policies.map((policy) => {
        const issue = issues.find((one) => one.policyId === policy.id);
        return (
          <li key={policy.id} className="flex items-center gap-3 px-page py-2.5">
            <EffectIcon policy={policy} />
            <div className="grid min-w-0 flex-1">
              <span className="cut font-medium">{policy.title}</span>
              {policy.sentence ? (
                <span className="cut text-muted">{policy.words}</span>
              ) : (
                <code className="cut mono s text-muted">{policy.text.replaceAll(/\s+/g, " ")}</code>
              )}
              {issue && <span className="fail text-12">{issue.message}</span>}
            </div>
            <span className="mono s faint">{policy.id}</span>
            {onEdit && policy.sentence && (
              <Button size="sm" variant="ghost" onClick={() => onEdit(policy)}>
                Edit
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
