import { redirect } from "next/navigation";

/** The first page of a tenant. */
export default async function TenantHome({ params }: PageProps<"/[tenant]">) {
  redirect(`/${(await params).tenant}/overview`);
}
