import { whyWords } from "@/components/governance/decisions/why-words";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { DecisionView } from "@/lib/governance/decisions/schema";
import { HTTP_TOOL } from "@/lib/governance/policies/http-action";

const VERBS: Record<string, string> = {
  "model.invoke": "use",
  "knowledge.read": "read",
  "memory.read": "read memory of",
  "memory.write": "write memory of",
};

/** What a run wanted: "call orders_lookup", "use sandbox/echo", "send http". */
export function WantedCall({ decision }: { decision: Pick<DecisionView, "action" | "resource"> }) {
  return (
    <>
      <span className="muted">{verbOf(decision)}</span> <span className="mono">{decision.resource}</span>
    </>
  );
}

const verbOf = ({ action, resource }: Pick<DecisionView, "action" | "resource">): string =>
  resource === HTTP_TOOL.key ? "send" : (VERBS[action] ?? "call");

export const DECISION_COLUMNS: readonly TableColumn<DecisionView>[] = [
  { key: "verdict", header: "Verdict", width: "130px", cell: (row) => <Status status={row.verdict} /> },
  { key: "wanted", header: "Run wanted to", primary: true, cell: (row) => <WantedCall decision={row} /> },
  { key: "why", header: "Because", cell: (row) => <span className="cut">{whyWords(row)}</span> },
  { key: "harness", header: "Harness", width: "160px", cell: (row) => row.harness },
  { key: "node", header: "Step", width: "130px", cell: (row) => <span className="mono muted">{row.node}</span> },
  {
    key: "environment",
    header: "Environment",
    width: "110px",
    cell: (row) => <span className="muted">{row.environment}</span>,
  },
  {
    key: "version",
    header: "Version",
    width: "80px",
    align: "right",
    cell: (row) => <span className="num muted">{row.policyVersion}</span>,
  },
  {
    key: "at",
    header: "When",
    width: "110px",
    align: "right",
    cell: (row) => (
      <span className="muted">
        <RelativeTime at={row.at} />
      </span>
    ),
  },
];
