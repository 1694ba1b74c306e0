import { ApprovalsPage } from "@/components/runtime/approvals/approvals-page";

export const metadata = { title: "Approvals" };

export default async function Page({ params }: PageProps<"/[tenant]/approvals">) {
  return <ApprovalsPage tenant={(await params).tenant} />;
}
