"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { archiveAction } from "@/components/shell/archive-action";
import { useMay } from "@/components/shell/viewer-context";
import type { Bulk } from "@/components/ui/bulk-action";
import type { HarnessView } from "@/lib/harness/harnesses/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Archives many harnesses; undefined for those who may not, and in the archive. */
export function useArchiveHarnesses(tenant: string, isArchive: boolean): Bulk<HarnessView> | undefined {
  const client = useQueryClient();
  const may = useMay()("harness:write");
  return useMemo(() => {
    if (!may || isArchive) return undefined;
    return {
      noun: ["harness", "harnesses"],
      nameOf: ({ name }) => name,
      actions: [
        archiveAction({
          meaning:
            "They leave the lists, and nothing of them can be changed, released or rolled back until somebody restores them. What environments run of them is not stopped, nor are their triggers; runs that are under way go on to their end.",
          act: ({ slug }) =>
            unwrap(
              api.POST("/api/v1/{tenant}/harnesses/{harness}/archive", { params: { path: { tenant, harness: slug } } }),
            ),
          onSettled: () => client.invalidateQueries({ queryKey: [tenant, "harnesses"] }),
        }),
      ],
    };
  }, [tenant, client, may, isArchive]);
}
