"use client";
import { useEffect, useRef } from "react";
import type { ViewStore } from "@/components/harness/editor/view-store";
import { releaseKey } from "@/lib/harness/compile/library";
import type { LibraryView } from "@/lib/harness/drafts/library-view";
import type { PortSource } from "@/lib/harness/nodes/port-schema";

/** What the ports of cards are typed by. */
export const sourceOf = ({
  tools,
  releases,
  variables,
}: Pick<LibraryView, "tools" | "releases" | "variables">): PortSource => ({
  tools: new Map(tools.map((tool) => [tool.key, tool])),
  releases: new Map(releases.map((one) => [releaseKey(one), one])),
  variables: new Map(variables.map(({ name, type }) => [name, type])),
});

/** Follows the library; the cards have what it was when the editor opened. */
export function usePortSource(view: ViewStore, library: LibraryView): void {
  const shown = useRef(library);
  useEffect(() => {
    if (shown.current === library) return;
    shown.current = library;
    view.setState({ source: sourceOf(library) });
  }, [view, library]);
}
