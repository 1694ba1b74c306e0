import { MemoryPage } from "@/components/runtime/memory/memory-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Memory" };

export default async function Page({ params }: PageProps<"/[tenant]/memory">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <MemoryPage tenant={tenant} />;
}
