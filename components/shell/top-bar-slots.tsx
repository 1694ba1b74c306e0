"use client";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { createPortal } from "react-dom";

type Slots = { crumbs: HTMLElement | null; controls: HTMLElement | null };
type Setters = { setCrumbs: (element: HTMLElement | null) => void; setControls: (element: HTMLElement | null) => void };
const SlotContext = createContext<(Slots & Setters) | null>(null);

/** Lets a page put its own crumbs and controls into the top bar, which the layout renders. */
export function TopBarSlots({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null);
  const [controls, setControls] = useState<HTMLElement | null>(null);
  const value = useMemo(() => ({ crumbs, controls, setCrumbs, setControls }), [crumbs, controls]);
  return <SlotContext value={value}>{children}</SlotContext>;
}

/** Where the top bar shows what `TopBarCrumbs` and `TopBarControls` of the page bring. */
export function TopBarOutlet({ name }: { name: "crumbs" | "controls" }) {
  const slots = use(SlotContext);
  return <div ref={name === "crumbs" ? slots?.setCrumbs : slots?.setControls} className="contents" />;
}

/** Extra crumbs of a page, after the section: `<TopBarCrumbs><CrumbLink …/></TopBarCrumbs>`. */
export function TopBarCrumbs({ children }: { children: ReactNode }) {
  const target = use(SlotContext)?.crumbs;
  return target ? createPortal(children, target) : null;
}

/** Controls of a page left of the search, for example `EnvironmentSwitch`. */
export function TopBarControls({ children }: { children: ReactNode }) {
  const target = use(SlotContext)?.controls;
  return target ? createPortal(children, target) : null;
}
