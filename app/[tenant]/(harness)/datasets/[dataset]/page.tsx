import { DatasetPage } from "@/components/harness/datasets/dataset-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Dataset" };

export default async function Page({ params }: PageProps<"/[tenant]/datasets/[dataset]">) {
  const { tenant, dataset } = await params;
  await requireMembership(tenant);
  return <DatasetPage tenant={tenant} dataset={dataset} />;
}
