"use client";
import { Check, ChevronsUpDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { BrandMark } from "@/components/shell/brand-mark";
import type { ShellTenant } from "@/components/shell/shell-tenant";
import { Menu, MenuItem } from "@/components/ui/menu";

/** The tenant of this page, and a way to the person's other tenants. */
export function TenantSwitcher({ tenant, tenants }: { tenant: ShellTenant; tenants: ShellTenant[] }) {
  const router = useRouter();
  const trigger = (
    <button type="button" className="tenant" aria-label={`Tenant ${tenant.name}, switch`}>
      <span className="mark">
        <BrandMark />
      </span>
      <div className="grow">
        <b className="cut">{tenant.name}</b>
        <span>{tenant.demo ? "Demo tenant" : tenant.role.toLowerCase()}</span>
      </div>
      <ChevronsUpDown className="i s" aria-hidden="true" />
    </button>
  );
  return (
    <Menu trigger={trigger} label="Tenants">
      {tenants.map(({ slug, name, role }) => (
        <MenuItem key={slug} onSelect={() => router.push(`/${slug}`)}>
          <span className="grow">{name}</span>
          <span className="t11 faint">{role.toLowerCase()}</span>
          {slug === tenant.slug && <Check className="i s" aria-label="current" />}
        </MenuItem>
      ))}
    </Menu>
  );
}
