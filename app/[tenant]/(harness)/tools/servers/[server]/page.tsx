import { McpServerPage } from "@/components/harness/mcp-servers/mcp-server-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "MCP server" };

export default async function Page({ params }: PageProps<"/[tenant]/tools/servers/[server]">) {
  const { tenant, server } = await params;
  await requireMembership(tenant);
  return <McpServerPage tenant={tenant} server={server} />;
}
