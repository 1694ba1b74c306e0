"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { archiveAction } from "@/components/shell/archive-action";
import { useMay } from "@/components/shell/viewer-context";
import type { Bulk } from "@/components/ui/bulk-action";
import { archiveByApi, keysToRefresh } from "@/lib/harness/assets/asset-queries";
import type { AssetKind } from "@/lib/harness/assets/schema";

type Asset = { key: string; name: string; isBuiltIn: boolean };

/** Archives many assets of a kind; undefined for those who may not. Rows say which asset they are with `assetOf`. */
export function useArchiveMany<Row>(
  tenant: string,
  kind: AssetKind,
  assetOf: (row: Row) => Asset,
): Bulk<Row> | undefined {
  const client = useQueryClient();
  const may = useMay()(kind === "tool" ? "tool:write" : "harness:write");
  return useMemo(
    () =>
      may
        ? {
            noun: [kind, `${kind}s`],
            nameOf: (row) => assetOf(row).name,
            actions: [
              archiveAction({
                meaning: `They leave the lists, and nothing can choose them until somebody restores them. Their revisions stay for the ${kind === "dataset" ? "experiments" : "releases"} that name them. What is in use is left as it is.`,
                refusal: (row) => (assetOf(row).isBuiltIn ? "It is built in and cannot be archived." : null),
                act: (row) => archiveByApi(tenant, kind, assetOf(row).key),
                onSettled: () =>
                  Promise.all(keysToRefresh(tenant, kind).map((filter) => client.invalidateQueries(filter))),
              }),
            ],
          }
        : undefined,
    [may, kind, tenant, assetOf, client],
  );
}
