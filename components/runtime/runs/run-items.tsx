"use client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { itemWords } from "@/lib/release/item-words";
import { onlyItemsOf } from "@/lib/runtime/runs/only-items-of";
import { runGraphQuery } from "@/lib/runtime/runs/run-queries";

/** Says of a test run which items of its maps it took. Nothing for runs that take all of them. */
export function RunItems({ tenant, runId }: { tenant: string; runId: string }) {
  const { data } = useQuery(runGraphQuery(tenant, runId));
  const items = data ? onlyItemsOf(data.nodes) : [];
  if (items.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 px-5 pb-2 text-muted">
      <Badge tone="neutral">Part</Badge>
      This test took only {itemWords(items)}.
    </p>
  );
}
