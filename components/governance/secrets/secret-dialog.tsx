"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SecretView } from "@/lib/governance/secrets/schema";
import { secretsQuery } from "@/lib/governance/secrets/secret-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

const FORM = "secret";
type Props = { tenant: string; secret: SecretView | null; onClose: () => void };

/** Stores a secret, or puts another value in the place of one. What was typed leaves the page with the dialog. */
export function SecretDialog({ tenant, secret, onClose }: Props) {
  const client = useQueryClient();
  const [name, setName] = useState(secret?.name ?? "");
  const [value, setValue] = useState("");
  const [hosts, setHosts] = useState(secret?.allowedHosts.join(", ") ?? "");
  const allowedHosts = hosts.split(/[\s,]+/).filter(Boolean);
  const save = useMutation({
    mutationFn: () => store(tenant, secret, { name, value, allowedHosts }),
    onSuccess: async () => {
      await client.invalidateQueries(secretsQuery(tenant));
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  const isReady = name !== "" && value !== "" && allowedHosts.length > 0;
  return (
    <Dialog
      open
      onClose={onClose}
      title={secret ? `Replace ${secret.name}` : "New secret"}
      description={
        secret
          ? "The old value is gone at once, the next call sends the new one."
          : "The value is sealed when you save it. Nobody can read it again, you included."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isReady || save.isPending}>
            {secret ? "Replace value" : "Store secret"}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4" autoComplete="off">
        {!secret && (
          <Field label="Name" hint="Steps and tools refer to it: lower case letters, digits, - and _.">
            <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={80} autoComplete="off" />
          </Field>
        )}
        <Field label={secret ? "New value" : "Value"}>
          <Input
            type="password"
            value={value}
            onChange={(event) => setValue(event.target.value)}
            maxLength={8_192}
            autoComplete="new-password"
          />
        </Field>
        <Field label="Hosts" hint="It is sent to these and to no other. Separate with commas.">
          <Input
            value={hosts}
            onChange={(event) => setHosts(event.target.value)}
            placeholder="api.example.com"
            autoComplete="off"
          />
        </Field>
        {save.error && <ErrorState error={save.error} />}
      </form>
    </Dialog>
  );
}

type Content = { name: string; value: string; allowedHosts: string[] };

async function store(tenant: string, secret: SecretView | null, { name, value, allowedHosts }: Content): Promise<void> {
  if (secret)
    await unwrap(
      api.PUT("/api/v1/{tenant}/secrets/{secretId}", {
        params: { path: { tenant, secretId: secret.id } },
        body: { value, allowedHosts },
      }),
    );
  else
    await unwrap(
      api.POST("/api/v1/{tenant}/secrets", { params: { path: { tenant } }, body: { name, value, allowedHosts } }),
    );
}
