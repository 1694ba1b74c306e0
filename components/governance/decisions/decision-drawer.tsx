import Link from "next/link";
import { WantedCall } from "@/components/governance/decisions/decision-columns";
import { whyWords } from "@/components/governance/decisions/why-words";
import { buttonClass } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { Drawer } from "@/components/ui/drawer";
import { Facts } from "@/components/ui/facts";
import { JsonView } from "@/components/ui/json-view";
import { Status } from "@/components/ui/status";
import type { DecisionView } from "@/lib/governance/decisions/schema";

type Props = { tenant: string; decision: DecisionView | null; onClose: () => void };

/** One decision: what was asked, what the policies saw, which of them decided. */
export function DecisionDrawer({ tenant, decision, onClose }: Props) {
  return (
    <Drawer
      open={decision !== null}
      onClose={onClose}
      title="Decision"
      footer={
        decision?.run && (
          <Link className={buttonClass("primary")} href={`/${tenant}/runs/${decision.run}`}>
            Open the run
          </Link>
        )
      }
    >
      {decision && (
        <div className="grid gap-4">
          <Facts
            facts={[
              ["Verdict", <Status key="verdict" status={decision.verdict} />],
              ["Wanted to", <WantedCall key="wanted" decision={decision} />],
              ["Because", whyWords(decision)],
              ["Harness", decision.harness && `${decision.harness}, ${decision.environment}`],
              ["Step", decision.node && `${decision.node}, attempt ${decision.attempt}`],
              ["Policies", decision.policyVersion > 0 ? `version ${decision.policyVersion}` : "none active"],
              ["Obligations", decision.obligations.length > 0 ? decision.obligations.join(", ") : null],
              ["Took", `${(decision.latencyUs / 1_000).toFixed(1)} ms`],
              ["Id", <CopyId key="id" id={decision.id} label={decision.id} />],
            ]}
          />
          <JsonView label="What the policies saw" value={decision.input} />
          {decision.action === "tool.call" && !("args" in decision.input) && (
            <p className="text-12 text-faint">
              The arguments are content: your role may not read those of {decision.environment}.
            </p>
          )}
        </div>
      )}
    </Drawer>
  );
}
