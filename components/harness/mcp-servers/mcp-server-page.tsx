"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import type { McpTool } from "@/components/harness/mcp-servers/mcp-tool";
import { McpToolRow } from "@/components/harness/mcp-servers/mcp-tool-row";
import { RemoveServer } from "@/components/harness/mcp-servers/remove-server";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { mcpServerQuery, mcpServersQuery } from "@/lib/harness/mcp-servers/mcp-server-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** A server: what it serves, what was approved, and what changed since. */
export function McpServerPage({ tenant, server }: { tenant: string; server: string }) {
  const query = mcpServerQuery(tenant, server);
  const { data, error, refetch } = useQuery(query);
  const client = useQueryClient();
  const toast = useToast();
  const mayWrite = useMay()("tool:write");
  const list = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/{tenant}/mcp-servers/{server}/listings", { params: { path: { tenant, server } } })),
    onSuccess: async (detail) => {
      client.setQueryData(query.queryKey, detail);
      await client.invalidateQueries(mcpServersQuery(tenant));
      toast({ title: `${server} serves ${detail.tools.filter((tool) => tool.served).length} tools`, tone: "ok" });
    },
  });
  const ask = mayWrite && (
    <Button variant="primary" disabled={list.isPending} onClick={() => list.mutate()}>
      <RefreshCw className={`i s ${list.isPending ? "spin" : ""}`} aria-hidden />
      List its tools
    </Button>
  );
  return (
    <>
      <TopBarCrumbs>
        <Crumb href={`/${tenant}/tools/servers`}>MCP servers</Crumb>
        <Crumb>{server}</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title={server}
        meta={data && <About server={data} />}
        actions={
          data &&
          mayWrite && (
            <>
              <RemoveServer tenant={tenant} server={server} tools={data.tools} />
              {data.tools.length > 0 && ask}
            </>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        {list.error && (
          <div className="px-page">
            <ErrorState error={list.error} />
          </div>
        )}
        {data ? (
          <Served tenant={tenant} server={server} tools={data.tools} ask={ask} />
        ) : (
          <div className="p-[20px]">
            {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton height={120} />}
          </div>
        )}
      </div>
    </>
  );
}

function About({ server }: { server: { url: string; about: string; listedAt: string | null } }) {
  return (
    <>
      <span className="mono s">{server.url}</span>
      {server.about && `, says it is ${server.about}`}
      {server.listedAt && (
        <>
          , listed <RelativeTime at={server.listedAt} />
        </>
      )}
    </>
  );
}

type ServedProps = { tenant: string; server: string; tools: readonly McpTool[]; ask: ReactNode };

function Served({ tenant, server, tools, ask }: ServedProps) {
  if (tools.length === 0)
    return (
      <EmptyState
        title="Not listed yet"
        body="The server is called when you ask for its tools. Nothing of it is offered to a model before you approve it."
        action={ask}
      />
    );
  return (
    <ul>
      {tools.map((tool) => (
        <McpToolRow
          key={`${tool.tool} ${tool.fingerprint} ${tool.state}`}
          tenant={tenant}
          server={server}
          tool={tool}
        />
      ))}
    </ul>
  );
}
