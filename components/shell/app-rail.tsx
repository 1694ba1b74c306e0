"use client";
import { PanelLeftClose } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { NavIcon } from "@/components/shell/nav-icon";
import type { NavGroup, NavLink } from "@/components/shell/nav-model";
import { type Tenancy, TenantSwitcher } from "@/components/shell/tenant-switcher";
import { toggleRail } from "@/components/shell/view-preferences";

/** The left rail: tenant, navigation, collapse. It reads its own width and shows icons alone when narrow. */
type Props = { groups: readonly NavGroup[]; tenancies: readonly Tenancy[]; guide?: ReactNode };

export function AppRail({ groups, tenancies, guide }: Props) {
  const pathname = usePathname();
  return (
    <aside className="rail" data-part="rail" aria-label="Sidebar">
      <TenantSwitcher tenancies={tenancies} />
      <nav aria-label="Main">
        {groups.map((group) => (
          <section key={group.label} aria-label={group.label}>
            <h2>{group.label}</h2>
            <ul>
              {group.links.map((link) => (
                <li key={link.href}>
                  <RailLink link={link} isHere={pathname === link.href || pathname.startsWith(`${link.href}/`)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <footer>
        {guide}
        <button type="button" className="rail-button" onClick={toggleRail} title="Collapse or widen the sidebar">
          <PanelLeftClose className="i" aria-hidden />
          <span>Collapse</span>
        </button>
      </footer>
    </aside>
  );
}

/** Its page is fetched ahead when somebody goes near it: all of them at once would keep this page from its own data. */
function RailLink({ link, isHere }: { link: NavLink; isHere: boolean }) {
  const [isNear, setNear] = useState(false);
  const comeNear = () => setNear(true);
  return (
    <Link
      href={link.href}
      title={link.label}
      prefetch={isNear ? "auto" : false}
      onPointerEnter={comeNear}
      onFocus={comeNear}
      aria-current={isHere ? "page" : undefined}
    >
      <NavIcon name={link.segment} />
      <span>{link.label}</span>
    </Link>
  );
}
