"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { PresetPicker } from "@/components/governance/models/preset-picker";
import { PROVIDER_NAMES, type ProviderChoice } from "@/components/governance/models/provider-presets";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import { type ConnectionView, RealProvider } from "@/lib/governance/models/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const FORM = "model-connection";
type Props = {
  tenant: string;
  connection: ConnectionView | null;
  onClose: () => void;
  onSaved: (id: string) => void;
};

/** Connects a provider, or replaces address and key of a connection. The key leaves the page with the dialog. */
export function ConnectionDialog({ tenant, connection, onClose, onSaved }: Props) {
  const client = useQueryClient();
  const [provider, setProvider] = useState<ProviderChoice>("openai-compatible");
  const [name, setName] = useState(connection?.name ?? "");
  const [baseUrl, setBaseUrl] = useState(connection?.baseUrl ?? "");
  const [key, setKey] = useState("");
  const save = useMutation({
    mutationFn: () => store(tenant, connection, { name, provider, baseUrl, apiKey: key || null }),
    onSuccess: async (id) => {
      await client.invalidateQueries(connectionsQuery(tenant));
      onSaved(id);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={connection ? `Change ${connection.name}` : "New connection"}
      description={
        connection
          ? "Address and key change together: a key is never sent to an address that it was not given for."
          : "A provider, or any server that speaks OpenAI's protocol."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!name || !baseUrl || save.isPending}>
            {connection ? "Save connection" : "Connect"}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4" autoComplete="off">
        {!connection && (
          <>
            <PresetPicker
              onPick={(preset) => {
                setProvider(preset.provider);
                setName(preset.name);
                setBaseUrl(preset.baseUrl);
              }}
            />
            <Field label="Protocol">
              <Select
                value={provider}
                onChange={(value) => setProvider(RealProvider.parse(value))}
                options={RealProvider.options.map((value) => ({ value, label: PROVIDER_NAMES[value] }))}
              />
            </Field>
          </>
        )}
        {!connection && (
          <Field label="Name" hint="Harnesses refer to models as name/model.">
            <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={40} autoComplete="off" />
          </Field>
        )}
        <Field label="Address" hint={addressHint(baseUrl)}>
          <Input
            value={baseUrl}
            onChange={(event) => setBaseUrl(event.target.value)}
            placeholder="https://api.example.com/v1"
            maxLength={500}
            autoComplete="off"
          />
        </Field>
        <Field
          label="API key"
          hint={connection?.hasKey ? "Type it again: empty means no key." : "Leave it empty for a server without keys."}
        >
          <Input
            type="password"
            value={key}
            onChange={(event) => setKey(event.target.value)}
            maxLength={8_192}
            autoComplete="new-password"
          />
        </Field>
        {save.error && <ErrorState error={save.error} />}
      </form>
    </Dialog>
  );
}

/** Private addresses are the operator's to allow: a tenant that could would reach into the installation's network. */
const addressHint = (baseUrl: string): string =>
  /^https?:\/\/(127\.|localhost|10\.|192\.168\.)/.test(baseUrl)
    ? "Inside your network: whoever operates Slipway allows it with SLIPWAY_PRIVATE_HOSTS=host:port."
    : "Where its API begins; usually ends with /v1.";

type Content = { name: string; provider: ProviderChoice; baseUrl: string; apiKey: string | null };

async function store(tenant: string, connection: ConnectionView | null, content: Content): Promise<string> {
  const { name, provider, ...body } = content;
  if (!connection) {
    const created = await unwrap(
      api.POST("/api/v1/{tenant}/model-connections", {
        params: { path: { tenant } },
        body: { name, provider, ...body },
      }),
    );
    return created.id;
  }
  const path = { tenant, connectionId: connection.id };
  await unwrap(api.PUT("/api/v1/{tenant}/model-connections/{connectionId}", { params: { path }, body }));
  return connection.id;
}
