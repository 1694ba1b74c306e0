"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { ENVIRONMENT_WORD, type RouteChange } from "@/components/harness/releases/route-change";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; harness: string; change: RouteChange; onClose: () => void };

/** Says what an environment will run from now on, takes a reason, and does it. */
export function RouteDialog({ tenant, harness, change, onClose }: Props) {
  const { kind, environment, current, releases } = change;
  const client = useQueryClient();
  const toast = useToast();
  const form = useId();
  const [releaseId, setReleaseId] = useState(releases[0]?.id ?? "");
  const target = releases.find((release) => release.id === releaseId);
  const route = useMutation({
    mutationFn: (reason: string) =>
      unwrap(
        api.PUT("/api/v1/{tenant}/harnesses/{harness}/environments/{environment}", {
          params: { path: { tenant, harness, environment } },
          body: { releaseId, reason },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [tenant] });
      toast({ title: `${ENVIRONMENT_WORD[environment]} runs r${target?.number}`, tone: "ok" });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    route.mutate(String(new FormData(event.currentTarget).get("reason")).trim());
  };
  const verb = kind === "promote" ? `Promote to ${environment}` : "Roll back";
  return (
    <Dialog
      open
      onClose={onClose}
      title={kind === "promote" ? `Promote r${target?.number} to ${environment}` : `Roll ${environment} back`}
      description={`New runs in ${environment} use r${target?.number}${current ? ` instead of r${current.number}` : ""}. Runs under way finish with the release they started with.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={kind === "promote" ? "primary" : "danger"}
            type="submit"
            form={form}
            disabled={route.isPending}
          >
            {verb}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
        {releases.length > 1 && (
          <Field label="Release">
            <Select
              value={releaseId}
              onChange={setReleaseId}
              options={releases.map(({ id, number, at }) => ({
                value: id,
                label: `r${number}`,
                hint: `made ${at.slice(0, 16).replace("T", " ")} UTC`,
              }))}
            />
          </Field>
        )}
        <Field label="Reason" hint="Stands in the history of this harness and in the audit log.">
          <Input name="reason" maxLength={500} autoComplete="off" />
        </Field>
        {route.error && <ErrorState error={route.error} />}
      </form>
    </Dialog>
  );
}
