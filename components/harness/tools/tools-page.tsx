"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { ArchivedAssets } from "@/components/harness/assets/archived-assets";
import { useArchiveMany } from "@/components/harness/assets/use-archive-many";
import { type ToolRow, toolColumns } from "@/components/harness/tools/tool-columns";
import { ToolDrawer } from "@/components/harness/tools/tool-drawer";
import { ArchiveSwitch, useIsArchive } from "@/components/shell/archive-switch";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { ListSearchField } from "@/components/ui/list-search-field";
import { Menu } from "@/components/ui/menu";
import { NoMatch } from "@/components/ui/no-match";
import { PageHeader } from "@/components/ui/page-header";
import { useListSearch } from "@/components/ui/use-list-search";
import { useUrlValue } from "@/components/ui/use-url-value";
import { toolsQuery } from "@/lib/harness/tools/tool-queries";

const assetOf = ({ definition: { key, name }, isBuiltIn }: ToolRow) => ({ key, name, isBuiltIn });
const textsOf = ({ definition: { name, key, description } }: ToolRow) => [name, key, description];

/** The registry: what agents and tool steps may call, if a policy allows it. The open tool is in the URL. */
export function ToolsPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading } = useQuery(toolsQuery(tenant));
  const router = useRouter();
  const [opened, open] = useUrlValue("tool");
  const isArchive = useIsArchive();
  const search = useListSearch(data?.items, textsOf);
  const columns = useMemo(() => toolColumns(tenant), [tenant]);
  const bulk = useArchiveMany(tenant, "tool", assetOf);
  const mayWrite = useMay()("tool:write");
  const own = data?.items.filter((tool) => !tool.isBuiltIn).length ?? 0;
  return (
    <>
      <PageHeader
        title="Tools"
        meta={!isArchive && data && `${own} of your own, ${data.items.length - own} built in`}
        actions={
          <>
            <Button onClick={() => router.push(`/${tenant}/tools/servers`)}>MCP servers</Button>
            {mayWrite && (
              <Menu
                trigger={
                  <Button variant="primary">
                    <Plus className="i s" aria-hidden />
                    New tool
                  </Button>
                }
                entries={[
                  { label: "HTTP call", href: `/${tenant}/tools/new?kind=http` },
                  { label: "Code", href: `/${tenant}/tools/new?kind=code` },
                  "separator",
                  { label: "From an OpenAPI document", href: `/${tenant}/tools/import` },
                  { label: "From an MCP server", href: `/${tenant}/tools/servers` },
                ]}
              />
            )}
          </>
        }
      />
      <ArchiveSwitch label="Which tools" onClear={search.onClear}>
        <ListSearchField search={search} by="name, key or what it does" />
      </ArchiveSwitch>
      {isArchive ? (
        <ArchivedAssets tenant={tenant} kind="tool" />
      ) : (
        <DataTable
          name="tools"
          caption="Tools"
          columns={columns}
          rows={search.rows}
          rowKey={(tool) => tool.definition.key}
          onOpen={(tool) => open(tool.definition.key)}
          selectedKey={opened}
          bulk={bulk}
          isLoading={isLoading}
          error={error}
          onRetry={refetch}
          empty={
            search.text ? (
              <NoMatch search={search} noun="tool" />
            ) : (
              <EmptyState title="No tool" body="Tools are what agents and tool steps may call." />
            )
          }
        />
      )}
      {!isArchive && <ListKeys canSelect={bulk !== undefined} />}
      {opened && <ToolDrawer key={opened} tenant={tenant} tool={opened} onClose={() => open(null)} />}
    </>
  );
}
