"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ActorName } from "@/components/governance/members/actor-name";
import { ApprovalStatus } from "@/components/runtime/approvals/approval-columns";
import { ApprovalDecision } from "@/components/runtime/approvals/approval-decision";
import { inertText, keyFields } from "@/components/runtime/approvals/key-fields";
import { buttonClass } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { Facts } from "@/components/ui/facts";
import { JsonView } from "@/components/ui/json-view";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { approvalQuery } from "@/lib/governance/approvals/approval-queries";
import { ApprovalView } from "@/lib/governance/approvals/schema";

type Props = { tenant: string; approvalId: string; onClose: () => void };

/** One approval: exactly what would happen, who asks, why a person is asked, and the decision. */
export function ApprovalDrawer({ tenant, approvalId, onClose }: Props) {
  const { data, error, refetch } = useQuery(approvalQuery(tenant, approvalId));
  const approval = data && ApprovalView.parse(data);
  return (
    <Drawer
      open
      onClose={onClose}
      width={560}
      title={approval?.title ?? "Approval"}
      footer={
        approval && (
          <Link className={buttonClass("secondary")} href={`/${tenant}/runs/${approval.run}`}>
            Open the run
          </Link>
        )
      }
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!approval && !error && <Skeleton width="60%" />}
      {approval && (
        <div className="grid gap-5">
          <Facts
            facts={keyFields(approval.args).map(([name, value]) => [
              name,
              <b key={name} className="mono break-all">
                {value}
              </b>,
            ])}
          />
          <ApprovalFactList tenant={tenant} approval={approval} />
          {approval.isRedacted ? (
            <p className="text-12 text-faint">This is content: your role may not read them.</p>
          ) : (
            <JsonView
              label={approval.kind === "call" ? "Exact arguments" : "What the step shows"}
              value={inertJson(approval.args)}
            />
          )}
          <ApprovalDecision key={approval.id} tenant={tenant} approval={approval} />
        </div>
      )}
    </Drawer>
  );
}

function ApprovalFactList({ tenant, approval }: { tenant: string; approval: ApprovalView }) {
  const { facts, kind } = approval;
  return (
    <Facts
      facts={[
        ["State", <ApprovalStatus key="state" approval={approval} />],
        [
          "Would",
          kind === "call" ? (
            <span key="call">
              call <span className="mono">{approval.resource}</span>
            </span>
          ) : (
            "go on with the step"
          ),
        ],
        ["Started by", <ActorName key="by" tenant={tenant} actor={approval.requestedBy} />],
        [
          "Asks because",
          facts.policies.length > 0
            ? facts.policies.join(", ")
            : kind === "node"
              ? "The harness has an approval step"
              : null,
        ],
        ["Policies", approval.policyVersion === null ? null : `version ${approval.policyVersion}`],
        ["Read before", facts.taint.length > 0 ? facts.taint.join(", ") : null],
        ["Where", facts.harness ? `${facts.harness}, ${facts.environment ?? ""}` : null],
        [
          "Step",
          <span key="step" className="mono break-all">
            {facts.node ?? approval.step}
          </span>,
        ],
        [
          approval.state === "pending" ? "Until" : "Ended",
          <RelativeTime key="until" at={approval.decidedAt ?? approval.expiresAt} />,
        ],
        ["Decided by", approval.decidedBy && <ActorName key="decided" tenant={tenant} actor={approval.decidedBy} />],
        ["Comment", approval.comment],
      ]}
    />
  );
}

/** The arguments with everything invisible written out, inside of strings only. */
const inertJson = (value: unknown): unknown => {
  if (typeof value === "string") return inertText(value);
  if (Array.isArray(value)) return value.map(inertJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [inertText(key), inertJson(member)]));
};
