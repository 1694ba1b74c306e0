import { WorkersPage } from "@/components/runtime/workers/workers-page";

export const metadata = { title: "Workers" };

export default async function Page({ params }: PageProps<"/[tenant]/workers">) {
  return <WorkersPage tenant={(await params).tenant} />;
}
