import { NewExperimentPage } from "@/components/harness/experiments/new-experiment-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "New experiment" };

export default async function Page({ params }: PageProps<"/[tenant]/experiments/new">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <NewExperimentPage tenant={tenant} />;
}
