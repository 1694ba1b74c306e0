import { FailuresPage } from "@/components/observability/failures/failures-page";

export const metadata = { title: "Failures" };

export default async function Page({ params }: PageProps<"/[tenant]/failures">) {
  return <FailuresPage tenant={(await params).tenant} />;
}
