"use client";
import { type ReactNode, useEffect, useState } from "react";
import { AppRail } from "@/components/shell/app-rail";
import { CommandSearch, loadPalette } from "@/components/shell/command-search";
import type { NavGroup } from "@/components/shell/nav-model";
import { PageCommands } from "@/components/shell/page-commands";
import type { Tenancy } from "@/components/shell/tenant-switcher";
import { TopBar } from "@/components/shell/top-bar";
import { TopBarSlots } from "@/components/shell/top-bar-slots";
import { loadWhenIdle } from "@/components/ui/load-when-idle";

type Props = {
  groups: readonly NavGroup[];
  tenancies: readonly Tenancy[];
  /** Stands above the last button of the rail. */
  guide?: ReactNode;
  children: ReactNode;
};

/** The frame around every page of a tenant. */
export function AppFrame({ groups, tenancies, guide, children }: Props) {
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setSearching((open) => !open);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  useEffect(() => loadWhenIdle(SURFACES), []);
  return (
    <PageCommands>
      <TopBarSlots>
        <a className="skip" href="#main">
          Skip to content
        </a>
        <div className="app">
          <AppRail groups={groups} tenancies={tenancies} guide={guide} />
          <TopBar groups={groups} onSearch={() => setSearching(true)} />
          <main className="main" id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
        {searching && <CommandSearch groups={groups} onClose={() => setSearching(false)} />}
      </TopBarSlots>
    </PageCommands>
  );
}

/** What opens over a page comes behind it, so that it is there when somebody opens it. */
const SURFACES = [
  loadPalette,
  () => import("@/components/ui/menu-surface"),
  () => import("@/components/ui/dialog-surface"),
  () => import("@/components/ui/drawer-surface"),
];
