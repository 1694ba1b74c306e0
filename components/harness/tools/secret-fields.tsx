"use client";
import { KeyRound, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { SecretForm, ToolForm } from "@/lib/harness/tools/tool-form";
import type { ToolIssue } from "@/lib/harness/tools/tool-issues";
import { MAX_TOOL_SECRETS } from "@/lib/release/tool-definition";

type Props = { form: ToolForm; issues: readonly ToolIssue[]; onChange: (change: Partial<ToolForm>) => void };

const FIRST = { in: "header", place: "Authorization", prefix: "Bearer " } as const;
const NEXT = { in: "header", place: "", prefix: "" } as const;

/** The secrets of a call, each with its place. Their values are filled in when it is sent, and seen by nobody. */
export function SecretFields({ form: { secrets }, issues, onChange }: Props) {
  const set = (next: SecretForm[]) => onChange({ secrets: next });
  return (
    <section className="grid gap-3" aria-label="Secrets">
      <div className="flex items-center gap-3">
        <div className="min-w-0 grow">
          <h3 className="label">Secrets</h3>
          <p className="text-12 text-faint">
            By their names under Secrets. All must be allowed to go to the host of the address.
          </p>
        </div>
        <Button
          size="sm"
          disabled={secrets.length >= MAX_TOOL_SECRETS}
          onClick={() =>
            set([...secrets, { id: crypto.randomUUID(), name: "", ...(secrets.length === 0 ? FIRST : NEXT) }])
          }
        >
          <KeyRound className="i s" aria-hidden />
          Add secret
        </Button>
      </div>
      {secrets.map((secret, at) => (
        <SecretRow
          key={secret.id}
          number={at + 1}
          secret={secret}
          error={issues.find(({ pointer }) => pointer.startsWith(`/impl/secrets/${at}`))?.message}
          onChange={(part) => set(secrets.map((one) => (one.id === secret.id ? { ...one, ...part } : one)))}
          onRemove={() => set(secrets.filter((one) => one.id !== secret.id))}
        />
      ))}
    </section>
  );
}

type RowProps = {
  number: number;
  secret: SecretForm;
  error: string | undefined;
  onChange: (part: Partial<SecretForm>) => void;
  onRemove: () => void;
};

function SecretRow({ number, secret, error, onChange, onRemove }: RowProps) {
  const isHeader = secret.in === "header";
  return (
    <div className="grid grid-cols-[minmax(0,1.2fr)_110px_minmax(0,1fr)_minmax(0,0.8fr)_auto] items-start gap-2">
      <Field label={`Secret ${number}`} error={error}>
        <Input
          value={secret.name}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Field>
      <Field label={`Sent in, ${number}`}>
        <Select
          value={secret.in}
          options={[
            { value: "header", label: "Header" },
            { value: "query", label: "Query" },
          ]}
          onChange={(where) => onChange({ in: where === "query" ? "query" : "header" })}
        />
      </Field>
      <Field label={isHeader ? `Header ${number}` : `Parameter ${number}`}>
        <Input
          value={secret.place}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ place: event.target.value })}
        />
      </Field>
      <Field label={`After the text, ${number}`}>
        <Input
          value={isHeader ? secret.prefix : ""}
          disabled={!isHeader}
          spellCheck={false}
          onChange={(event) => onChange({ prefix: event.target.value })}
        />
      </Field>
      <div className="pt-[22px]">
        <IconButton label={`Remove secret ${number}`} onClick={onRemove}>
          <Trash2 className="i s" aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
