"use client";
import { X } from "lucide-react";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { NewName } from "@/components/harness/inspector/new-name";
import { IconButton } from "@/components/ui/icon-button";
import type { Binding } from "@/lib/release/binding";
import type { JsonSchema } from "@/lib/release/json-schema";

type Props = {
  nodeId: string;
  title: string;
  bindings: Record<string, Binding>;
  onChange: (bindings: Record<string, Binding>, mark: string) => void;
  /** Names that are given; without them names can be added and removed. */
  fixed?: readonly { name: string; hint?: string; required?: boolean }[];
  /** What each value must fit. */
  wants?: Readonly<Record<string, JsonSchema>>;
  /** Fields at most. */
  max?: number;
  /** Expressions read something else than the run, for example a request. */
  isOwnScope?: boolean;
};

/** Named values: the arguments of a tool, the fields of a transform, the output of an end. */
export function BindingsEditor({ nodeId, title, bindings, onChange, fixed, wants, max, isOwnScope }: Props) {
  const names = fixed ? fixed.map((field) => field.name) : Object.keys(bindings);
  const remove = (name: string) => {
    const { [name]: _gone, ...rest } = bindings;
    onChange(rest, `${title}-${name}`);
  };
  return (
    <section className="grid gap-3">
      <h3>{title}</h3>
      {names.map((name) => {
        const field = fixed?.find((one) => one.name === name);
        return (
          <div key={name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-1">
            <BindingField
              nodeId={nodeId}
              isOwnScope={isOwnScope}
              wants={wants && Object.hasOwn(wants, name) ? wants[name] : undefined}
              label={field?.required ? `${name} (needed)` : name}
              hint={field?.hint}
              binding={bindings[name] ?? { lit: "" }}
              onChange={(binding) => onChange({ ...bindings, [name]: binding }, `${title}-${name}`)}
            />
            {!fixed && (
              <IconButton label={`Remove ${name}`} size="sm" onClick={() => remove(name)}>
                <X className="i s" aria-hidden />
              </IconButton>
            )}
          </div>
        );
      })}
      {!fixed && max !== undefined && names.length >= max && (
        <p className={`text-12 ${names.length > max ? "text-fail" : "text-faint"}`}>{`${max} fields at most.`}</p>
      )}
      {!fixed && names.length < (max ?? Number.POSITIVE_INFINITY) && (
        <NewName
          label="Name of a new field"
          placeholder="new_field"
          taken={names}
          onAdd={(name) => onChange({ ...bindings, [name]: { cel: "input" } }, `${title}-${name}`)}
        />
      )}
    </section>
  );
}
