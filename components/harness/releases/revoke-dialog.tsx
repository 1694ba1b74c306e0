"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { useStepUp } from "@/components/governance/confirmation/step-up-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { ReleaseDetail } from "@/lib/harness/releases/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; harness: string; detail: ReleaseDetail; onClose: () => void };

/** Says what revoking does, takes a reason, and does it. */
export function RevokeDialog({ tenant, harness, detail, onClose }: Props) {
  const form = useId();
  const client = useQueryClient();
  const toast = useToast();
  const stepUp = useStepUp();
  const { id: releaseId, number } = detail.release;
  const revoke = useMutation({
    mutationFn: (reason: string) =>
      stepUp(() =>
        unwrap(
          api.POST("/api/v1/{tenant}/harnesses/{harness}/releases/{releaseId}/revocation", {
            params: { path: { tenant, harness, releaseId } },
            body: { reason },
          }),
        ),
      ),
    onSuccess: async () => {
      toast({ title: `r${number} is revoked`, tone: "ok" });
      onClose();
      await client.invalidateQueries({ queryKey: [tenant, "releases", harness] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    revoke.mutate(String(new FormData(event.currentTarget).get("reason")).trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Revoke r${number}`}
      description="Nothing starts it any more: it cannot be promoted, rolled back to, replayed or run as a step. This cannot be undone."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" type="submit" form={form} disabled={revoke.isPending}>
            Revoke r{number}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
        <p>{underWay(detail.runsUnderWay)}</p>
        <Field label="Why" hint="Stands beside the release, in the history and in the audit log.">
          <Input name="reason" required minLength={3} maxLength={500} autoComplete="off" />
        </Field>
        {revoke.error && <ErrorState error={revoke.error} />}
      </form>
    </Dialog>
  );
}

function underWay(runs: number): string {
  if (runs === 0) return "No run of it is under way.";
  return runs === 1
    ? "1 run of it is under way and goes on to its end."
    : `${runs} runs of it are under way and go on to their end.`;
}
