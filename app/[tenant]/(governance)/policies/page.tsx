import { PoliciesPage } from "@/components/governance/policies/policies-page";

export const metadata = { title: "Policies" };

export default async function Page({ params }: PageProps<"/[tenant]/policies">) {
  return <PoliciesPage tenant={(await params).tenant} />;
}
