import { apiGroups } from "@/components/docs/api-operations";
import { ApiReference } from "@/components/docs/api-reference";
import { openApiDocument } from "@/lib/api/openapi-document.server";
import { routes } from "@/lib/api/routes.server";
import { config } from "@/lib/platform/config/config.server";

export const metadata = { title: "API reference" };

const SLUG = /^[a-z][a-z0-9-]{1,38}$/;

/** Public, as the document itself is. `?tenant=` puts that tenant into the examples. */
export default async function Page({ searchParams }: PageProps<"/docs/api">) {
  const { tenant } = await searchParams;
  return (
    <ApiReference
      groups={apiGroups(openApiDocument(routes))}
      origin={new URL(config().NEXTAUTH_URL).origin}
      tenant={typeof tenant === "string" && SLUG.test(tenant) ? tenant : "<tenant>"}
    />
  );
}
