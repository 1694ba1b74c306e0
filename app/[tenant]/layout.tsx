import { notFound, redirect } from "next/navigation";
import { AppShell } from "@/components/shell/app-shell";
import { currentPerson } from "@/lib/governance/access/current-person.server";

/** Resolves the person and the tenant once, and draws the frame. A foreign tenant is as unknown as a missing one. */
export default async function TenantLayout({ children, params }: LayoutProps<"/[tenant]">) {
  const { tenant } = await params;
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${tenant}`)}`);
  const current = person.memberships.find((membership) => membership.slug === tenant);
  if (!current) notFound();
  return (
    <AppShell tenant={current} tenants={person.memberships} person={{ name: person.name, email: person.email }}>
      {children}
    </AppShell>
  );
}
