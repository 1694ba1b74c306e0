"use client";
import {
  type Entries,
  inWords,
  LIMIT_FIELDS,
  type LimitRow,
  type raiseOf,
} from "@/components/runtime/replay/raise-model";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

type Props = {
  limits: readonly LimitRow[];
  entries: Entries;
  onEntries: (entries: Entries) => void;
  errors: ReturnType<typeof raiseOf>["errors"];
  reason: string;
  onReason: (reason: string) => void;
};

/** What the run has used of each limit, and fields for more. */
export function RaiseLimits({ limits, entries, onEntries, errors, reason, onReason }: Props) {
  return (
    <fieldset className="grid gap-3 rounded-1 border border-border p-3">
      <legend className="px-1 font-medium">Limits of this run</legend>
      <div className="grid grid-cols-2 gap-3">
        {limits.map(({ name, used, limit }) => {
          const { label, unit, scale, step } = LIMIT_FIELDS[name];
          return (
            <Field
              key={name}
              label={label}
              hint={`${inWords(name, Math.round(used * 10_000) / 10_000)} of ${inWords(name, limit)} used`}
              error={errors[name]}
            >
              <Input
                inputMode="decimal"
                step={step}
                value={entries[name] ?? ""}
                placeholder={String(limit / scale)}
                onChange={(event) => onEntries({ ...entries, [name]: event.target.value })}
                end={unit && <span className="text-faint">{unit}</span>}
              />
            </Field>
          );
        })}
      </div>
      <Field label="Why it may use more" hint="For this run only. The audit log keeps it with your name.">
        <Textarea rows={2} value={reason} maxLength={500} onChange={(event) => onReason(event.target.value)} />
      </Field>
    </fieldset>
  );
}
