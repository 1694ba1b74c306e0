"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Secret = { name: string; header: string; prefix: string };
type Props = { secret: Secret | undefined; onChange: (secret: Secret | null) => void };
const BEARER: Secret = { name: "", header: "authorization", prefix: "Bearer " };

/** A secret by its name and the header that carries it. Its value is never seen here. */
export function HttpSecret({ secret, onChange }: Props) {
  return (
    <section className="grid gap-2">
      <Checkbox
        label="Send a secret"
        hint="By its name; the value stays on the server."
        checked={secret !== undefined}
        onChange={(isOn) => onChange(isOn ? BEARER : null)}
      />
      {secret && (
        <div className="grid grid-cols-2 gap-3">
          <Field label="Name of the secret">
            <Input
              compact
              value={secret.name}
              onChange={(event) => onChange({ ...secret, name: event.target.value })}
            />
          </Field>
          <Field label="Header">
            <Input
              compact
              value={secret.header}
              onChange={(event) => onChange({ ...secret, header: event.target.value })}
            />
          </Field>
          <Field label="Text before it">
            <Input
              compact
              value={secret.prefix}
              onChange={(event) => onChange({ ...secret, prefix: event.target.value })}
            />
          </Field>
        </div>
      )}
    </section>
  );
}
