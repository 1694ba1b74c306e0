import { PromptPage } from "@/components/harness/prompts/prompt-page";
import { requireMembership } from "@/lib/governance/access/require-membership.server";

export const metadata = { title: "Prompt" };

export default async function Page({ params }: PageProps<"/[tenant]/prompts/[prompt]">) {
  const { tenant, prompt } = await params;
  await requireMembership(tenant);
  return <PromptPage tenant={tenant} prompt={prompt} />;
}
