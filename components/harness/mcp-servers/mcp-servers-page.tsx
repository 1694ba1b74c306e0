"use client";
import { useQuery } from "@tanstack/react-query";
import { NewMcpServerDialog } from "@/components/harness/mcp-servers/new-mcp-server-dialog";
import { CollectionPage } from "@/components/shell/collection-page";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { TableColumn } from "@/components/ui/table-column";
import { mcpServersQuery } from "@/lib/harness/mcp-servers/mcp-server-queries";
import type { McpServerSummary } from "@/lib/harness/mcp-servers/schema";

const COLUMNS: readonly TableColumn<McpServerSummary>[] = [
  { key: "name", header: "Server", primary: true, sort: ({ name }) => name, cell: ({ name }) => name },
  {
    key: "url",
    header: "Address",
    sort: ({ url }) => url,
    cell: ({ url }) => <span className="mono s muted">{url}</span>,
  },
  { key: "about", header: "Says it is", cell: ({ about }) => <span className="muted">{about || "–"}</span> },
  {
    key: "tools",
    header: "Tools",
    sort: ({ approved }) => approved,
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
    sort: ({ listedAt }) => (listedAt ? Date.parse(listedAt) : null),
    cell: ({ listedAt }) => <span className="muted">{listedAt ? <RelativeTime at={listedAt} /> : "never"}</span>,
  },
];

const FIND = { by: "name or address", textsOf: ({ name, url, about }: McpServerSummary) => [name, url, about] };

/** Servers whose tools people may approve one by one. */
export function McpServersPage({ tenant }: { tenant: string }) {
  const query = useQuery(mcpServersQuery(tenant));
  return (
    <>
      <TopBarCrumbs>
        <Crumb>MCP servers</Crumb>
      </TopBarCrumbs>
      <CollectionPage
        title="MCP servers"
        noun={["server", "servers"]}
        query={query}
        columns={COLUMNS}
        rowKey={(server) => server.name}
        find={FIND}
        rowHref={(server) => `/${tenant}/tools/servers/${server.name}`}
        make={{
          label: "Add server",
          scope: "tool:write",
          dialog: (props) => <NewMcpServerDialog tenant={tenant} {...props} />,
        }}
        empty={{
          title: "No MCP server yet",
          body: "A server offers tools over MCP (streamable HTTP). You list them with a click and approve them one by one; a tool that changes afterwards is put into quarantine.",
        }}
      />
    </>
  );
}
