import { RunsPage } from "@/components/observability/traces/runs-page";

export const metadata = { title: "Runs" };

export default async function Page({ params }: PageProps<"/[tenant]/runs">) {
  return <RunsPage tenant={(await params).tenant} />;
}
