"use client";
import { ChevronRight, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type NavGroup, placeOf } from "@/components/shell/nav-model";
import { TopBarOutlet } from "@/components/shell/top-bar-slots";
import { UserMenu } from "@/components/shell/user-menu";
import { Button } from "@/components/ui/button";

/** Breadcrumb, controls of the page, search, account. */
export function TopBar({ groups, onSearch }: { groups: readonly NavGroup[]; onSearch: () => void }) {
  const pathname = usePathname();
  const place = placeOf(groups, pathname);
  const isSection = place?.link.href === pathname;
  return (
    <header className="bar">
      <nav className="crumbs" aria-label="Breadcrumb">
        {place && (
          <>
            <span>{place.group.label}</span>
            <ChevronRight className="i" aria-hidden />
            <Link href={place.link.href} aria-current={isSection ? "page" : undefined}>
              {place.link.label}
            </Link>
          </>
        )}
        <TopBarOutlet name="crumbs" />
      </nav>
      <TopBarOutlet name="controls" />
      <Button aria-label="Search and commands" aria-keyshortcuts="Meta+K Control+K" onClick={onSearch}>
        <Search className="i s" aria-hidden />
        <span className="search-word font-normal text-muted">Search</span>
        <kbd>⌘K</kbd>
      </Button>
      <UserMenu />
    </header>
  );
}
