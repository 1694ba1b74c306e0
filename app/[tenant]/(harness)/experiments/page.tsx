import { ExperimentsPage } from "@/components/harness/experiments/experiments-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Experiments" };

export default async function Page({ params }: PageProps<"/[tenant]/experiments">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <ExperimentsPage tenant={tenant} />;
}
