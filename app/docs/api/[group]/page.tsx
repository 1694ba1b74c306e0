import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { exampleTenant, referenceGroups } from "@/app/docs/api/reference.server";
import { ApiGroupPage } from "@/components/docs/api-group-page";
import { config } from "@/lib/platform/config/config.server";

type Props = PageProps<"/docs/api/[group]">;

const groupOf = async (params: Props["params"]) => {
  const { group } = await params;
  return referenceGroups().find((one) => one.id === group);
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await groupOf(params))?.tag ?? "Not found"} · API reference` };
}

export default async function Page({ params, searchParams }: Props) {
  const [group, { tenant }] = [await groupOf(params), await searchParams];
  if (!group) notFound();
  return (
    <ApiGroupPage
      groups={referenceGroups()}
      group={group}
      origin={new URL(config().NEXTAUTH_URL).origin}
      tenant={exampleTenant(tenant)}
    />
  );
}
