import { DocumentPage } from "@/components/harness/knowledge/document-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Document" };

export default async function Page({ params }: PageProps<"/[tenant]/knowledge/[knowledge]/[document]">) {
  const { tenant, knowledge, document } = await params;
  await requireMembership(tenant);
  return <DocumentPage tenant={tenant} knowledge={knowledge} documentId={document} />;
}
