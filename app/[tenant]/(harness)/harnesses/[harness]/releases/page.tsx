import { ReleasesPage } from "@/components/harness/releases/releases-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Releases" };

export default async function Page({ params }: PageProps<"/[tenant]/harnesses/[harness]/releases">) {
  const { tenant, harness } = await params;
  await requireMembership(tenant);
  return <ReleasesPage tenant={tenant} harness={harness} />;
}
