import { DatasetsPage } from "@/components/harness/datasets/datasets-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Datasets" };

export default async function Page({ params }: PageProps<"/[tenant]/datasets">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <DatasetsPage tenant={tenant} />;
}
