import { DecisionsPage } from "@/components/governance/decisions/decisions-page";

export const metadata = { title: "Decisions" };

export default async function Page({ params }: PageProps<"/[tenant]/decisions">) {
  const { tenant } = await params;
  return <DecisionsPage tenant={tenant} />;
}
