"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { NewMcpServerDialog } from "@/components/harness/mcp-servers/new-mcp-server-dialog";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import { mcpServersQuery } from "@/lib/harness/mcp-servers/mcp-server-queries";
import type { McpServerSummary } from "@/lib/harness/mcp-servers/schema";

const COLUMNS: readonly TableColumn<McpServerSummary>[] = [
  { key: "name", header: "Server", primary: true, cell: ({ name }) => name },
  { key: "url", header: "Address", cell: ({ url }) => <span className="mono s muted">{url}</span> },
  { key: "about", header: "Says it is", cell: ({ about }) => <span className="muted">{about || "–"}</span> },
  {
    key: "tools",
    header: "Tools",
    cell: ({ approved, unapproved, quarantined }) =>
      quarantined > 0 ? (
        <Status status="warning" label={`${quarantined} in quarantine`} />
      ) : (
        <span className="muted">
          {approved} approved{unapproved > 0 && `, ${unapproved} not`}
        </span>
      ),
  },
  {
    key: "listed",
    header: "Listed",
    align: "right",
    width: "140px",
    cell: ({ listedAt }) => <span className="muted">{listedAt ? <RelativeTime at={listedAt} /> : "never"}</span>,
  },
];

/** Servers whose tools people may approve one by one. */
export function McpServersPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading } = useQuery(mcpServersQuery(tenant));
  const [isMaking, setMaking] = useState(false);
  const mayWrite = useMay()("tool:write");
  const rows = data?.items;
  const columns = useMemo(() => COLUMNS, []);
  const make = mayWrite && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus className="i s" aria-hidden />
      Add server
    </Button>
  );
  return (
    <>
      <TopBarCrumbs>
        <Crumb>MCP servers</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title="MCP servers"
        meta={rows && (rows.length === 1 ? "1 server" : `${rows.length} servers`)}
        actions={rows?.length === 0 ? undefined : make}
      />
      <DataTable
        caption="MCP servers"
        columns={columns}
        rows={rows}
        rowKey={(server) => server.name}
        rowHref={(server) => `/${tenant}/tools/servers/${server.name}`}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          <EmptyState
            title="No MCP server yet"
            body="A server offers tools over MCP (streamable HTTP). You list them with a click and approve them one by one; a tool that changes afterwards is put into quarantine."
            action={make}
          />
        }
      />
      <NewMcpServerDialog tenant={tenant} open={isMaking} onClose={() => setMaking(false)} />
    </>
  );
}
