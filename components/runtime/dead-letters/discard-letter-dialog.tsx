"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { DeadLetterView } from "@/lib/runtime/dead-letters/schema";

type Props = { tenant: string; letter: DeadLetterView | null; onClose: () => void; onDone: () => void };

/** Gives one run up for good. */
export function DiscardLetterDialog({ tenant, letter, onClose, onDone }: Props) {
  const [note, setNote] = useState("");
  const client = useQueryClient();
  const toast = useToast();
  const discard = useMutation({
    mutationFn: (letterId: string) =>
      unwrap(
        api.POST("/api/v1/{tenant}/dead-letters/{letterId}/discard", {
          params: { path: { tenant, letterId } },
          body: { note },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [tenant, "dead-letters"] });
      toast({ title: "Dead letter discarded" });
      onClose();
      onDone();
    },
  });
  return (
    <ConfirmDialog
      open={letter !== null}
      onClose={onClose}
      onConfirm={() => letter && discard.mutate(letter.id)}
      title="Discard this dead letter?"
      confirmLabel="Discard"
      isPending={discard.isPending}
      error={discard.error}
    >
      <div className="grid gap-3">
        <p>The run stays as it is and is not tried again. Its trace is kept. The audit log says who discarded it.</p>
        <Field label="Why (optional)">
          <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
