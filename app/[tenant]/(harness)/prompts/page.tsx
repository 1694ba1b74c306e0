import { PromptsPage } from "@/components/harness/prompts/prompts-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Prompts" };

export default async function Page({ params }: PageProps<"/[tenant]/prompts">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <PromptsPage tenant={tenant} />;
}
