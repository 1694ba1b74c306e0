import { notFound, redirect } from "next/navigation";
import { homeOf, navigationOf } from "@/components/shell/nav-model";
import { requireMembership } from "@/lib/governance/access/require-membership.server";
import { scopesOf } from "@/lib/governance/access/scopes";

/** The first page of a tenant. */
export default async function TenantHome({ params }: PageProps<"/[tenant]">) {
  const { tenant } = await params;
  const { role } = await requireMembership(tenant);
  redirect(homeOf(navigationOf(tenant, scopesOf(role))) ?? notFound());
}
