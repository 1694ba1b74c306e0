"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useStepUp } from "@/components/governance/confirmation/step-up-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { policiesQuery } from "@/lib/governance/policies/policy-queries";
import type { PolicyView } from "@/lib/governance/policies/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  text: string;
  baseVersion: number;
  before: readonly PolicyView[];
  after: readonly PolicyView[];
  open: boolean;
  onClose: () => void;
};

/** What changes, in words, and the last click. Running agents feel it on their next call. */
export function ActivateDialog({ tenant, text, baseVersion, before, after, open, onClose }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const stepUp = useStepUp();
  const [note, setNote] = useState("");
  const activate = useMutation({
    mutationFn: () =>
      stepUp(() =>
        unwrap(
          api.POST("/api/v1/{tenant}/policies", {
            params: { path: { tenant } },
            body: { cedarText: text, baseVersion, note },
          }),
        ),
      ),
    onSuccess: async ({ version }) => {
      toast({
        title: `Version ${version} is active`,
        detail: "Running agents feel it on their next call.",
        tone: "ok",
      });
      onClose();
      await client.invalidateQueries(policiesQuery(tenant));
    },
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Activate these policies"
      description="They are stored as a new version that never changes, and work at once."
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button variant="primary" disabled={activate.isPending} onClick={() => activate.mutate()}>
            Activate now
          </Button>
        </>
      }
    >
      <ul className="mb-3 grid gap-1">
        {changes(before, after).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <Field label="Why">
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {activate.error && (
        <p role="alert" className="fail mt-2">
          {activate.error.message}
        </p>
      )}
    </Dialog>
  );
}

function changes(before: readonly PolicyView[], after: readonly PolicyView[]): string[] {
  const old = new Map(before.map((policy) => [policy.id, policy]));
  const now = new Set(after.map((policy) => policy.id));
  const added = after.filter((policy) => !old.has(policy.id)).map((policy) => `New: ${policy.title}`);
  const changed = after
    .filter((policy) => old.has(policy.id) && old.get(policy.id)?.text !== policy.text)
    .map((policy) => `Changed: ${policy.title}`);
  const gone = before.filter((policy) => !now.has(policy.id)).map((policy) => `Gone: ${policy.title}`);
  const all = [...gone, ...changed, ...added];
  return all.length > 0 ? all : ["Only the spelling of the text changes."];
}
