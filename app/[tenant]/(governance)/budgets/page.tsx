import { BudgetsPage } from "@/components/governance/budgets/budgets-page";

export const metadata = { title: "Budgets" };

export default async function Page({ params }: PageProps<"/[tenant]/budgets">) {
  const { tenant } = await params;
  return <BudgetsPage tenant={tenant} />;
}
