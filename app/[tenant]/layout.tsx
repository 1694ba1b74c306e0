import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { StepUpProvider } from "@/components/governance/confirmation/step-up-provider";
import { FirstLoopCard } from "@/components/harness/first-loop/first-loop-card";
import { AppFrame } from "@/components/shell/app-frame";
import { navigationOf } from "@/components/shell/nav-model";
import { ViewerProvider } from "@/components/shell/viewer-context";
import { membershipsOf } from "@/lib/governance/access/require-actor.server";
import { Role, scopesOf } from "@/lib/governance/access/scopes";
import { findSession } from "@/lib/platform/auth/find-session.server";

/** Every page of a tenant: signed in, a member, inside the frame. A foreign tenant is the same 404 as none. */
export default async function TenantLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}) {
  const { tenant } = await params;
  const jar = await cookies();
  const session = await findSession((name) => jar.get(name)?.value);
  if (!session) redirect(`/sign-in?callbackUrl=${encodeURIComponent((await headers()).get("x-path") ?? `/${tenant}`)}`);
  const memberships = await membershipsOf(session.userId);
  const membership = memberships.find((row) => row.slug === tenant);
  if (!membership) notFound();
  const role = Role.parse(membership.role);
  const scopes = scopesOf(role);
  const viewer = {
    userId: session.userId,
    name: session.name,
    email: session.email,
    role,
    scopes: [...scopes],
    tenant: { slug: membership.slug, name: membership.name, demo: membership.demo },
  };
  return (
    <ViewerProvider viewer={viewer}>
      <AppFrame
        groups={navigationOf(tenant, scopes)}
        guide={
          <Suspense>
            <FirstLoopCard tenant={tenant} />
          </Suspense>
        }
        tenancies={memberships.map(({ slug, name, role: held }) => ({ slug, name, role: held }))}
      >
        <StepUpProvider>{children}</StepUpProvider>
      </AppFrame>
    </ViewerProvider>
  );
}
