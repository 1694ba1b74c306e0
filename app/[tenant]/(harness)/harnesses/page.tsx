import { HarnessesPage } from "@/components/harness/harnesses/harnesses-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Harnesses" };

export default async function Page({ params }: PageProps<"/[tenant]/harnesses">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <HarnessesPage tenant={tenant} />;
}
