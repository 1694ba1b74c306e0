import { MembersPage } from "@/components/governance/members/members-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";
import { scopesOf } from "@/lib/governance/access/scopes";

export const metadata = { title: "Members" };

export default async function Page({ params }: PageProps<"/[tenant]/members">) {
  const { tenant } = await params;
  const { role } = await requireMembership(tenant);
  return <MembersPage tenant={tenant} canWrite={scopesOf(role).has("member:write")} isOwner={role === "OWNER"} />;
}
