import type { ReactNode } from "react";
import { AppRail } from "@/components/shell/app-rail";
import { QueryProvider } from "@/components/shell/query-provider";
import type { ShellTenant } from "@/components/shell/shell-tenant";
import { TopBar } from "@/components/shell/top-bar";

type Props = {
  tenant: ShellTenant;
  tenants: ShellTenant[];
  person: { name: string; email: string };
  children: ReactNode;
};

/** The frame of every page of a tenant: rail, top bar, content. Switching the tenant starts with an empty query cache. */
export function AppShell({ tenant, tenants, person, children }: Props) {
  return (
    <QueryProvider key={tenant.slug}>
      <div className="app">
        <a className="skip" href="#content">
          Skip to content
        </a>
        <AppRail tenant={tenant} tenants={tenants} />
        <TopBar tenant={tenant.slug} person={person} />
        <main className="main" id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </QueryProvider>
  );
}
