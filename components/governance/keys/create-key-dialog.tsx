"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ScopeChoice } from "@/components/governance/keys/scope-choice";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { apiKeysQuery } from "@/lib/governance/keys/key-queries";
import type { ApiKeyScope } from "@/lib/governance/keys/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const DAYS = [7, 30, 90, 365].map((days) => ({ value: String(days), label: days === 365 ? "1 year" : `${days} days` }));
const COMMON: readonly ApiKeyScope[] = ["run:start", "run:read"];
const FORM = "new-key";

/** Makes a key, then shows its token: once, here. */
export function CreateKeyDialog({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [scopes, setScopes] = useState<readonly ApiKeyScope[]>(COMMON.filter(useMay()));
  const create = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/keys", {
          params: { path: { tenant } },
          body: { name, scopes: [...scopes], expiresInDays: Number(days) },
        }),
      ),
    onSuccess: () => client.invalidateQueries(apiKeysQuery(tenant)),
  });
  if (create.data) return <TokenDialog token={create.data.token} onClose={onClose} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="New API key"
      description="It can do what you tick here, and never more than you may do yourself."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM}
            variant="primary"
            disabled={create.isPending || !name.trim() || !scopes.length}
          >
            Make key
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4">
        <Field label="Name" hint="The program or place that will hold it.">
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={80}
            required
            autoComplete="off"
          />
        </Field>
        <ScopeChoice value={scopes} onChange={setScopes} />
        <Field label="Ends after">
          <Select value={days} onChange={setDays} options={DAYS} />
        </Field>
        {create.error && <ErrorState error={create.error} />}
      </form>
    </Dialog>
  );
}

function TokenDialog({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Copy the key now"
      description="It is not shown again. Keep it where secrets are kept, and send it as a bearer token."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <CopyText text={token} label="Copy the key" />
    </Dialog>
  );
}
