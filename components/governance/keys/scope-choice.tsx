"use client";
import { SCOPE_WORDS } from "@/components/governance/keys/scope-words";
import { useMay } from "@/components/shell/viewer-context";
import { Checkbox } from "@/components/ui/checkbox";
import { ApiKeyScope } from "@/lib/governance/keys/schema";

type Props = { value: readonly ApiKeyScope[]; onChange: (value: readonly ApiKeyScope[]) => void };

/** The rights that a key can carry; those that the viewer lacks cannot be ticked. */
export function ScopeChoice({ value, onChange }: Props) {
  const may = useMay();
  return (
    <fieldset className="grid gap-2">
      <legend className="label mb-2">Rights</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {ApiKeyScope.options.map((scope) => (
          <Checkbox
            key={scope}
            checked={value.includes(scope) && may(scope)}
            disabled={!may(scope)}
            onChange={(checked) => onChange(checked ? [...value, scope] : value.filter((held) => held !== scope))}
            label={<span className="mono">{scope}</span>}
            hint={may(scope) ? SCOPE_WORDS[scope] : "you do not have it"}
          />
        ))}
      </div>
    </fieldset>
  );
}
