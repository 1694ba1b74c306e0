import { ToolsPage } from "@/components/harness/tools/tools-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Tools" };

export default async function Page({ params }: PageProps<"/[tenant]/tools">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <ToolsPage tenant={tenant} />;
}
