import { ExperimentPage } from "@/components/harness/experiments/experiment-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Experiment" };

export default async function Page({ params }: PageProps<"/[tenant]/experiments/[experiment]">) {
  const { tenant, experiment } = await params;
  await requireMembership(tenant);
  return <ExperimentPage tenant={tenant} experimentId={experiment} />;
}
