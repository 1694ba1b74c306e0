import { EditorPage } from "@/components/harness/editor/editor-page";

export const metadata = { title: "Editor" };

export default async function Page({ params }: PageProps<"/[tenant]/harnesses/[harness]/edit">) {
  const { tenant, harness } = await params;
  return <EditorPage tenant={tenant} harness={harness} />;
}
