"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { showPins } from "@/components/harness/editor/view-store";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { pinsQuery } from "@/lib/harness/pins/pin-queries";
import { isStalePin } from "@/lib/harness/pins/pin-rules";

/** Tells the cards which steps are pinned, and which of the pins are stale; draws nothing. */
export function PinsInView() {
  const { tenant, harness, library, view } = useEditorShared();
  const { data } = useQuery(pinsQuery(tenant, harness));
  const draft = useEditor((state) => state.draft);
  const tools = useMemo(() => new Map(library.tools.map((tool) => [tool.key, tool])), [library.tools]);
  useEffect(() => {
    const index = nodeIndex(draft);
    const source = { inputs: draft.inputs, tools };
    const pins = (data?.items ?? []).flatMap((pin) => {
      const node = index.get(pin.nodeId);
      return node ? [[pin.nodeId, { isStale: isStalePin(pin, node, source) }] as const] : [];
    });
    showPins(view, new Map(pins));
  }, [data, draft, tools, view]);
  return null;
}
