import Link from "next/link";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { SecretView } from "@/lib/governance/secrets/schema";

type Actions = { setEditing: (secret: SecretView) => void; setDeleting: (secret: SecretView) => void };

/** The columns of the list of secrets, with actions for those who may. */
export function secretColumns(tenant: string, actions: Actions | null): TableColumn<SecretView>[] {
  const columns: TableColumn<SecretView>[] = [
    {
      key: "name",
      header: "Name",
      primary: true,
      sort: ({ name }) => name,
      cell: (row) => <span className="mono">{row.name}</span>,
    },
    {
      key: "hosts",
      header: "Sent only to",
      cell: (row) => <span className="mono muted cut">{row.allowedHosts.join(", ")}</span>,
    },
    {
      key: "kind",
      header: "Used by",
      width: "200px",
      cell: (row) =>
        row.connection === null ? (
          <span className="muted">HTTP steps and tools</span>
        ) : (
          <Link className="linkish" href={`/${tenant}/models`}>
            Model connection {row.connection}
          </Link>
        ),
    },
    {
      key: "version",
      header: "Value",
      width: "100px",
      sort: ({ version }) => version,
      cell: (row) => <span className="muted">version {row.version}</span>,
    },
    {
      key: "updated",
      header: "Changed",
      width: "110px",
      align: "right",
      sort: ({ updatedAt }) => Date.parse(updatedAt),
      cell: (row) => (
        <span className="muted">
          <RelativeTime at={row.updatedAt} />
        </span>
      ),
    },
  ];
  if (!actions) return columns;
  return [
    ...columns,
    {
      key: "actions",
      header: <span className="sr">Actions</span>,
      width: "160px",
      align: "right",
      cell: (row) =>
        row.connection === null && (
          <>
            <Button
              variant="ghost"
              size="sm"
              aria-label={`Replace ${row.name}`}
              onClick={() => actions.setEditing(row)}
            >
              Replace
            </Button>
            <Button
              variant="ghost"
              size="sm"
              aria-label={`Delete ${row.name}`}
              onClick={() => actions.setDeleting(row)}
            >
              Delete
            </Button>
          </>
        ),
    },
  ];
}
