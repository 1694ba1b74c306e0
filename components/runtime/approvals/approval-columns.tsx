import { keyFields } from "@/components/runtime/approvals/key-fields";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { ApprovalView } from "@/lib/governance/approvals/schema";

const LOOK: Record<ApprovalView["state"], [status: string, word: string]> = {
  pending: ["parked", "Waits for you"],
  approved: ["allow", "Approved"],
  rejected: ["deny", "Rejected"],
  expired: ["expired", "Expired"],
};

/** Whether somebody has to act, and what came of it. */
export function ApprovalStatus({ approval }: { approval: ApprovalView }) {
  const [status, word] = LOOK[approval.state];
  const isOthers = approval.state === "pending" && !approval.mayDecide;
  return <Status status={status} label={isOthers ? "Waits for others" : word} />;
}

export const APPROVAL_COLUMNS: readonly TableColumn<ApprovalView>[] = [
  { key: "state", header: "State", width: "150px", cell: (row) => <ApprovalStatus approval={row} /> },
  {
    key: "what",
    header: "What is asked",
    primary: true,
    cell: (row) => (
      <span className="flex items-center gap-2" style={{ maxWidth: "72ch" }}>
        <span className="flex-none">{row.title}</span>
        <span className="cut mono s muted">
          {keyFields(row.args)
            .map(([name, value]) => `${name}: ${value}`)
            .join(", ")}
        </span>
      </span>
    ),
  },
  { key: "harness", header: "Harness", width: "170px", cell: (row) => row.facts.harness ?? "" },
  {
    key: "step",
    header: "Step",
    width: "130px",
    cell: (row) => <span className="mono muted">{row.facts.node ?? row.step}</span>,
  },
  {
    key: "expires",
    header: "Until",
    width: "110px",
    align: "right",
    cell: (row) => (
      <span className="muted">
        <RelativeTime at={row.state === "pending" ? row.expiresAt : (row.decidedAt ?? row.expiresAt)} />
      </span>
    ),
  },
];
