import { KeysPage } from "@/components/governance/keys/keys-page";

export const metadata = { title: "API keys" };

export default async function Page({ params }: PageProps<"/[tenant]/keys">) {
  const { tenant } = await params;
  return <KeysPage tenant={tenant} />;
}
