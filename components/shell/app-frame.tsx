"use client";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { AppRail } from "@/components/shell/app-rail";
import { navigationCommands } from "@/components/shell/command-model";
import { CommandPalette } from "@/components/shell/command-palette";
import type { NavGroup } from "@/components/shell/nav-model";
import type { Tenancy } from "@/components/shell/tenant-switcher";
import { TopBar } from "@/components/shell/top-bar";
import { TopBarSlots } from "@/components/shell/top-bar-slots";

type Props = { groups: readonly NavGroup[]; tenancies: readonly Tenancy[]; children: ReactNode };

/** The frame around every page of a tenant. */
export function AppFrame({ groups, tenancies, children }: Props) {
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
  const commands = useMemo(() => navigationCommands(groups), [groups]);
  return (
    <TopBarSlots>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <AppRail groups={groups} tenancies={tenancies} />
        <TopBar groups={groups} onSearch={() => setSearching(true)} />
        <main className="main" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <CommandPalette open={searching} onClose={() => setSearching(false)} commands={commands} />
    </TopBarSlots>
  );
}
