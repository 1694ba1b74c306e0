import { AuditPage } from "@/components/governance/audit/audit-page";

export const metadata = { title: "Audit" };

export default async function Page({ params }: PageProps<"/[tenant]/audit">) {
  const { tenant } = await params;
  return <AuditPage tenant={tenant} />;
}
