import { TriggersPage } from "@/components/runtime/triggers/triggers-page";

export const metadata = { title: "Triggers" };

export default async function Page({ params }: PageProps<"/[tenant]/triggers">) {
  return <TriggersPage tenant={(await params).tenant} />;
}
