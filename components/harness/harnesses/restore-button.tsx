"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArchiveRestore } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; harness: { slug: string; name: string } };

/** Brings an archived harness back into the lists. */
export function RestoreButton({ tenant, harness: { slug, name } }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const restore = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/{tenant}/harnesses/{harness}/restore", { params: { path: { tenant, harness: slug } } })),
    onSuccess: async () => {
      toast({ title: `${name} is back in the lists`, tone: "ok" });
      await client.invalidateQueries(harnessesQuery(tenant));
    },
    onError: (error) => toast({ title: `${name} is not restored`, detail: error.message, tone: "fail" }),
  });
  return (
    <Button size="sm" aria-label={`Restore ${name}`} disabled={restore.isPending} onClick={() => restore.mutate()}>
      <ArchiveRestore className="i s" aria-hidden />
      Restore
    </Button>
  );
}
