import { ActorName } from "@/components/governance/members/actor-name";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { AuditEventView } from "@/lib/governance/audit/schema";

/** The columns of the audit log. */
export const auditColumns = (tenant: string): TableColumn<AuditEventView>[] => [
  {
    key: "seq",
    header: "No.",
    width: "70px",
    align: "right",
    cell: (event) => <span className="num">{event.seq}</span>,
  },
  {
    key: "action",
    header: "Action",
    width: "220px",
    primary: true,
    cell: (event) => <span className="mono">{event.action}</span>,
  },
  { key: "target", header: "Target", cell: (event) => <span className="mono muted cut">{event.target}</span> },
  { key: "actor", header: "By", width: "200px", cell: (event) => <ActorName tenant={tenant} actor={event.actor} /> },
  {
    key: "outcome",
    header: "Outcome",
    width: "110px",
    cell: (event) =>
      event.outcome === "done" ? <span className="muted">Done</span> : <Status status={event.outcome} />,
  },
  {
    key: "hash",
    header: "Hash",
    width: "90px",
    cell: (event) => <span className="mono faint">{event.hash.slice(0, 8)}</span>,
  },
  {
    key: "at",
    header: "When",
    width: "110px",
    align: "right",
    cell: (event) => (
      <span className="muted">
        <RelativeTime at={event.at} />
      </span>
    ),
  },
];
