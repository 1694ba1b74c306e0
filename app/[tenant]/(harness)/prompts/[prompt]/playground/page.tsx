import { PlaygroundPage } from "@/components/harness/playground/playground-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Playground" };

export default async function Page({ params }: PageProps<"/[tenant]/prompts/[prompt]/playground">) {
  const { tenant, prompt } = await params;
  await requireMembership(tenant);
  return <PlaygroundPage tenant={tenant} prompt={prompt} />;
}
