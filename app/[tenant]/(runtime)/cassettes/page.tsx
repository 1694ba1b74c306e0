import { CassettesPage } from "@/components/runtime/cassettes/cassettes-page";

export const metadata = { title: "Cassettes" };

export default async function Page({ params }: PageProps<"/[tenant]/cassettes">) {
  return <CassettesPage tenant={(await params).tenant} />;
}
