import { RunPage } from "@/components/runtime/runs/run-page";

export const metadata = { title: "Run" };

export default async function Page({ params }: PageProps<"/[tenant]/runs/[run]">) {
  const { tenant, run } = await params;
  return <RunPage tenant={tenant} runId={run} />;
}
