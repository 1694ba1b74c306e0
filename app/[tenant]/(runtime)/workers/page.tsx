import { WorkersPage } from "@/components/runtime/workers/workers-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";
import { scopesOf } from "@/lib/governance/access/scopes";

export const metadata = { title: "Workers" };

export default async function Page({ params }: PageProps<"/[tenant]/workers">) {
  const { tenant } = await params;
  const { role } = await requireMembership(tenant);
  return <WorkersPage tenant={tenant} mayChange={scopesOf(role).has("tenant:settings")} />;
}
