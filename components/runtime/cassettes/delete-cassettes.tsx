"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toast";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Forgets every recorded answer, after a word. */
export function DeleteCassettes({ tenant }: { tenant: string }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const toast = useToast();
  const forget = useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/{tenant}/cassettes", { params: { path: { tenant } } })),
    onSuccess: async ({ deleted }) => {
      setAsking(false);
      toast({ title: `${deleted} cassettes are deleted`, tone: "ok" });
      await client.invalidateQueries({ queryKey: [tenant, "cassettes"] });
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>Delete all</Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => forget.mutate()}
        title="Delete all cassettes?"
        confirmLabel="Delete them"
        typeToConfirm="cassettes"
        isPending={forget.isPending}
        error={forget.error}
      >
        Every recorded answer of this tenant is forgotten. Runs that replay fail until their calls are recorded again.
      </ConfirmDialog>
    </>
  );
}
