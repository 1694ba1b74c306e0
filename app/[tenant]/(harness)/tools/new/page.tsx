import { NewToolPage } from "@/components/harness/tools/tool-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "New tool" };

export default async function Page({ params, searchParams }: PageProps<"/[tenant]/tools/new">) {
  const { tenant } = await params;
  await requireMembership(tenant);
  const { kind } = await searchParams;
  return <NewToolPage tenant={tenant} kind={kind === "code" ? "code" : "http"} />;
}
