import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import type { ApiKeyRow } from "@/lib/governance/keys/schema";

/** The columns of the list of keys; `onRevoke` adds the action for those who may. */
export function keyColumns(onRevoke: ((key: ApiKeyRow) => void) | null): TableColumn<ApiKeyRow>[] {
  const columns: TableColumn<ApiKeyRow>[] = [
    {
      key: "name",
      header: "Name",
      sort: ({ name }) => name,
      cell: (row) => <span className="medium">{row.name}</span>,
    },
    {
      key: "state",
      header: "State",
      width: "120px",
      sort: ({ status }) => status,
      cell: (row) => <Status status={row.status} />,
    },
    { key: "key", header: "Key", width: "200px", cell: (row) => <span className="mono muted">swy_live_{row.id}</span> },
    { key: "scopes", header: "Rights", cell: (row) => <span className="mono muted">{row.scopes.join(", ")}</span> },
    {
      key: "by",
      header: "Made by",
      width: "150px",
      sort: ({ createdBy }) => createdBy,
      cell: (row) => <span className="muted">{row.createdBy}</span>,
    },
    {
      key: "used",
      header: "Last used",
      width: "110px",
      sort: ({ lastUsedAt }) => (lastUsedAt ? Date.parse(lastUsedAt) : null),
      cell: (row) => <span className="muted">{row.lastUsedAt ? <RelativeTime at={row.lastUsedAt} /> : "Never"}</span>,
    },
    {
      key: "ends",
      header: "Ends",
      width: "110px",
      sort: ({ expiresAt }) => Date.parse(expiresAt),
      cell: (row) => (
        <span className="muted">
          <RelativeTime at={row.expiresAt} />
        </span>
      ),
    },
  ];
  if (!onRevoke) return columns;
  return [
    ...columns,
    {
      key: "actions",
      header: <span className="sr">Actions</span>,
      width: "90px",
      align: "right",
      cell: (row) =>
        row.status === "active" && (
          <Button variant="ghost" size="sm" aria-label={`Revoke ${row.name}`} onClick={() => onRevoke(row)}>
            Revoke
          </Button>
        ),
    },
  ];
}
