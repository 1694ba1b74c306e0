"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";

/** By then a title has come, or does not; a heading may wait for its data. */
const LOOKS_MS = [300, 2_000];

/**
 * Calls a page by its heading when it has no title. Next draws titles apart from pages and loses one now and then (seen
 * once in some fifty visits of one page): the tab had no name then, and people who hear the screen no new page.
 */
export const KeepTitle = () => <TitleOfPage key={usePathname()} />;

function TitleOfPage() {
  useEffect(() => {
    let own: HTMLTitleElement | null = null;
    const hasTitle = () => [...document.head.querySelectorAll("title")].some((title) => title !== own && title.text);
    const look = () => {
      if (hasTitle()) return;
      own ??= document.createElement("title");
      document.head.prepend(own);
      const heading = document.querySelector("h1")?.textContent;
      own.textContent = heading ? `${heading} · Slipway` : "Slipway";
    };
    const timers = LOOKS_MS.map((ms) => setTimeout(look, ms));
    const giveWay = new MutationObserver(() => {
      if (!hasTitle()) return;
      own?.remove();
      own = null;
    });
    giveWay.observe(document.head, { childList: true });
    return () => {
      timers.map(clearTimeout);
      giveWay.disconnect();
      own?.remove();
    };
  }, []);
  return null;
}
