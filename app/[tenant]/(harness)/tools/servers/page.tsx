import { McpServersPage } from "@/components/harness/mcp-servers/mcp-servers-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "MCP servers" };

export default async function Page({ params }: PageProps<"/[tenant]/tools/servers">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <McpServersPage tenant={tenant} />;
}
