"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { waivedKey } from "@/lib/harness/promotion/waiver-of";
import { waiversQuery } from "@/lib/harness/promotion/waiver-queries";

/** Tells cards and counts which findings somebody answers for; draws nothing. */
export function WaiversInView() {
  const { tenant, harness, view } = useEditorShared();
  const { data } = useQuery(waiversQuery(tenant, harness));
  useEffect(() => {
    if (data) view.setState({ waived: new Set(data.items.map(waivedKey)) });
  }, [data, view]);
  return null;
}
