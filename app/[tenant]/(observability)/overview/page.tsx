import { OverviewPage } from "@/components/observability/overview/overview-page";

export const metadata = { title: "Overview" };

export default async function Page({ params }: PageProps<"/[tenant]/overview">) {
  return <OverviewPage tenant={(await params).tenant} />;
}
