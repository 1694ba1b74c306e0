import { KnowledgePage } from "@/components/harness/knowledge/knowledge-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Knowledge" };

export default async function Page({ params }: PageProps<"/[tenant]/knowledge/[knowledge]">) {
  const { tenant, knowledge } = await params;
  await requireMembership(tenant);
  return <KnowledgePage tenant={tenant} knowledge={knowledge} />;
}
