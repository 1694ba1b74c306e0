import { ModelsPage } from "@/components/governance/models/models-page";

export const metadata = { title: "Models" };

export default async function Page({ params }: PageProps<"/[tenant]/models">) {
  const { tenant } = await params;
  return <ModelsPage tenant={tenant} />;
}
