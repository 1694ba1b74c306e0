import { SecretsPage } from "@/components/governance/secrets/secrets-page";

export const metadata = { title: "Secrets" };

export default async function Page({ params }: PageProps<"/[tenant]/secrets">) {
  const { tenant } = await params;
  return <SecretsPage tenant={tenant} />;
}
