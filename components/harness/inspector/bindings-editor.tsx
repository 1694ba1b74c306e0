"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { type Binding, Key } from "@/lib/release/binding";

type Props = {
  nodeId: string;
  title: string;
  bindings: Record<string, Binding>;
  onChange: (bindings: Record<string, Binding>, mark: string) => void;
  /** Names that are given; without them names can be added and removed. */
  fixed?: readonly { name: string; hint?: string; required?: boolean }[];
};

/** Named values: the arguments of a tool, the fields of a transform, the output of an end. */
export function BindingsEditor({ nodeId, title, bindings, onChange, fixed }: Props) {
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
      {!fixed && (
        <NewName
          taken={names}
          onAdd={(name) => onChange({ ...bindings, [name]: { cel: "input" } }, `${title}-${name}`)}
        />
      )}
    </section>
  );
}

function NewName({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const isValid = Key.safeParse(name).success && !taken.includes(name);
  const add = () => {
    if (!isValid) return;
    onAdd(name);
    setName("");
  };
  return (
    <div className="flex gap-1.5">
      <Input
        compact
        aria-label="Name of a new field"
        placeholder="new_field"
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
      <Button disabled={!isValid} onClick={add}>
        <Plus className="i s" aria-hidden />
        Add
      </Button>
    </div>
  );
}
