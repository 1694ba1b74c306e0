import { preload } from "react-dom";
import { EditorPage } from "@/components/harness/editor/editor-page";

export const metadata = { title: "Editor" };

export default async function Page({ params }: PageProps<"/[tenant]/harnesses/[harness]/edit">) {
  const { tenant, harness } = await params;
  // What the editor asks for first comes while its scripts do.
  for (const part of ["draft", "library"])
    preload(`/api/v1/${tenant}/harnesses/${harness}/${part}`, { as: "fetch", crossOrigin: "anonymous" });
  return <EditorPage tenant={tenant} harness={harness} />;
}
