"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useEditor, useEditorShared, useView } from "@/components/harness/editor/editor-context";
import { showPins } from "@/components/harness/editor/view-store";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { pinsQuery } from "@/lib/harness/pins/pin-queries";
import { isStalePin } from "@/lib/harness/pins/pin-rules";

/** Tells the cards which steps are pinned, and which of the pins are stale; draws nothing. */
export function PinsInView() {
  const { tenant, harness, view } = useEditorShared();
  const { data } = useQuery(pinsQuery(tenant, harness));
  const draft = useEditor((state) => state.draft);
  const source = useView((state) => state.source);
  useEffect(() => {
    const index = nodeIndex(draft);
    const types = draftTypes(draft, source);
    const pins = (data?.items ?? []).flatMap((pin) => {
      const node = index.get(pin.nodeId);
      return node ? [[pin.nodeId, { isStale: isStalePin(pin, node, types) }] as const] : [];
    });
    showPins(view, new Map(pins));
  }, [data, draft, source, view]);
  return null;
}
