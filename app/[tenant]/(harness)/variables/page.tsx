import { VariablesPage } from "@/components/harness/variables/variables-page";

export const metadata = { title: "Variables" };

export default async function Page({ params }: PageProps<"/[tenant]/variables">) {
  const { tenant } = await params;
  return <VariablesPage tenant={tenant} />;
}
