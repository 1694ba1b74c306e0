import { ToolPage } from "@/components/harness/tools/tool-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Tool" };

export default async function Page({ params }: PageProps<"/[tenant]/tools/[tool]/edit">) {
  const { tenant, tool } = await params;
  await requireMembership(tenant);
  return <ToolPage tenant={tenant} tool={tool} />;
}
