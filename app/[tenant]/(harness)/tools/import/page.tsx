import { OpenApiPage } from "@/components/harness/openapi/openapi-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Import OpenAPI" };

export default async function Page({ params }: PageProps<"/[tenant]/tools/import">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  return <OpenApiPage tenant={tenant} />;
}
