import { exampleTenant, referenceGroups } from "@/app/docs/api/reference.server";
import { ApiReference } from "@/components/docs/api-reference";

export const metadata = { title: "API reference" };

/** Public, as the document itself is. `?tenant=` puts that tenant into the examples. */
export default async function Page({ searchParams }: PageProps<"/docs/api">) {
  const { tenant } = await searchParams;
  return <ApiReference groups={referenceGroups()} tenant={exampleTenant(tenant)} />;
}
