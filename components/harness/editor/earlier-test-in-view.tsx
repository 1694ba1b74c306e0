"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { loadWhenIdle } from "@/components/ui/load-when-idle";
import { newestTestQuery } from "@/lib/harness/test-runs/newest-test-query";

/** Looks for the newest test of before, a while after the editor is drawn, and shows it; draws nothing. */
export function EarlierTestInView() {
  const { tenant, harness } = useEditorShared();
  const { showEarlier } = useTestRun();
  const client = useQueryClient();
  useEffect(() => {
    const look = async () => showEarlier((await client.fetchQuery(newestTestQuery(tenant, harness))).newest);
    const end = loadWhenIdle([() => look().catch(() => showEarlier(null))]);
    return () => {
      end();
      void client.cancelQueries(newestTestQuery(tenant, harness));
    };
  }, [client, tenant, harness, showEarlier]);
  return null;
}
