"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { navigationFor } from "@/components/shell/navigation";
import type { ShellTenant } from "@/components/shell/shell-tenant";
import { TenantSwitcher } from "@/components/shell/tenant-switcher";

/** Groups of pages; what the role may not read is absent. */
export function AppRail({ tenant, tenants }: { tenant: ShellTenant; tenants: ShellTenant[] }) {
  const pathname = usePathname();
  return (
    <div className="rail">
      <TenantSwitcher tenant={tenant} tenants={tenants} />
      <nav aria-label="Pages" style={{ overflowY: "auto" }}>
        {navigationFor(tenant.role).map((group) => (
          <section key={group.label} aria-label={group.label}>
            <h2>{group.label}</h2>
            <ul>
              {group.items.map(({ label, path, icon: Icon }) => {
                const href = `/${tenant.slug}/${path}`;
                const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
                return (
                  <li key={path}>
                    <Link href={href} aria-current={isCurrent ? "page" : undefined} title={label}>
                      <Icon className="i" aria-hidden="true" />
                      <span>{label}</span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </nav>
    </div>
  );
}
