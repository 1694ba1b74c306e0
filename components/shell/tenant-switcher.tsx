"use client";
import { Check, ChevronsUpDown } from "lucide-react";
import { BrandMark } from "@/components/shell/brand-mark";
import { useViewer } from "@/components/shell/viewer-context";
import { Menu } from "@/components/ui/menu";
import { roleName } from "@/lib/governance/access/role-name";

export type Tenancy = { slug: string; name: string; role: string };

export function TenantSwitcher({ tenancies }: { tenancies: readonly Tenancy[] }) {
  const { tenant, role } = useViewer();
  return (
    <Menu
      align="start"
      header="Your tenants"
      trigger={
        <button type="button" className="tenant" aria-label={`Switch tenant, current: ${tenant.name}`}>
          <BrandMark />
          <span className="grow">
            <b className="cut">{tenant.name}</b>
            <span className="cut">{roleName(role)}</span>
          </span>
          <ChevronsUpDown className="i s" aria-hidden />
        </button>
      }
      entries={tenancies.map((tenancy) => ({
        label: tenancy.name,
        href: `/${tenancy.slug}`,
        icon: <Check className={tenancy.slug === tenant.slug ? "i s" : "i s invisible"} aria-hidden />,
      }))}
    />
  );
}
