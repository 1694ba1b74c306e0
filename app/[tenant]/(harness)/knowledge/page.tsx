import { KnowledgeListPage } from "@/components/harness/knowledge/knowledge-list-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Knowledge" };

export default async function Page({ params }: PageProps<"/[tenant]/knowledge">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <KnowledgeListPage tenant={tenant} />;
}
