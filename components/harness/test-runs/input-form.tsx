"use client";
import { Plus, X } from "lucide-react";
import { InputControl } from "@/components/harness/test-runs/input-control";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { emptyOf, type InputField, isObjectValue, startOf, withMember } from "@/lib/harness/test-runs/input-fields";
import type { Json } from "@/lib/release/json-schema";

/** What is wrong, by JSON pointer into the input. */
export type InputIssues = ReadonlyMap<string, string>;
type FormProps = {
  fields: readonly InputField[];
  value: Json;
  pointer?: string;
  issues: InputIssues;
  onChange: (value: Json) => void;
};

/** The members of an object, a field each. */
export function InputForm({ fields, value, pointer = "", issues, onChange }: FormProps) {
  const members = isObjectValue(value) ? value : {};
  return fields.map((field) => (
    <InputMember
      key={field.name}
      field={field}
      label={field.label}
      value={Object.hasOwn(members, field.name) ? members[field.name] : undefined}
      pointer={`${pointer}/${field.name.replaceAll("~", "~0").replaceAll("/", "~1")}`}
      issues={issues}
      onChange={(next) => onChange(withMember(value, field.name, next))}
    />
  ));
}

type Props = {
  field: InputField;
  label: string;
  value: Json | undefined;
  pointer: string;
  issues: InputIssues;
  onChange: (value: Json | undefined) => void;
};

/** One member of an input: a control for what it is, or the members and items inside of it. */
function InputMember({ field, label, value, pointer, issues, onChange }: Props) {
  const { shape } = field;
  if (shape.kind === "object" || shape.kind === "list")
    return (
      <fieldset className="input-group">
        <legend className="label">
          <Name field={field} label={label} />
        </legend>
        {field.hint && <p className="text-12 text-faint">{field.hint}</p>}
        <Inside {...{ field, label, value, pointer, issues, onChange }} />
        {issues.has(pointer) && <Problem text={issues.get(pointer)} />}
      </fieldset>
    );
  return (
    <Field label={<Name field={field} label={label} />} hint={field.hint} error={errorAt(field, pointer, issues)}>
      <InputControl {...{ field, label, value, onChange }} />
    </Field>
  );
}

/** What is inside of a field for JSON has no field of its own to stand at. */
function errorAt({ shape }: InputField, pointer: string, issues: InputIssues): string | undefined {
  const own = issues.get(pointer);
  if (own !== undefined || shape.kind !== "json") return own;
  const [inside] = [...issues].filter(([at]) => at.startsWith(`${pointer}/`));
  return inside && `${inside[0].slice(pointer.length + 1)}: ${inside[1]}`;
}

const Name = ({ field, label }: { field: InputField; label: string }) => (
  <>
    {label}
    {!field.isRequired && <span className="font-normal text-faint"> optional</span>}
  </>
);

const Problem = ({ text }: { text: string | undefined }) => (
  <p className="text-12 text-fail" role="alert">
    {text}
  </p>
);

/** An object that may be left out is there when somebody adds it, a list with its first item. */
function Inside({ field, label, value, pointer, issues, onChange }: Props) {
  const { shape } = field;
  const isThere = value !== undefined && value !== null;
  const mayBeLeftOut = isThere && (!field.isRequired || field.isNullable);
  if (shape.kind === "object" && !isThere)
    return (
      <Button size="sm" className="justify-self-start" onClick={() => onChange(startOf(shape.fields))}>
        Add {label}
      </Button>
    );
  return (
    <>
      {shape.kind === "object" && (
        <InputForm fields={shape.fields} value={value ?? {}} pointer={pointer} issues={issues} onChange={onChange} />
      )}
      {shape.kind === "list" && (
        <InputList
          {...{ label, pointer, issues, onChange }}
          item={shape.item}
          value={value ?? []}
          onLeaveOut={mayBeLeftOut ? () => onChange(emptyOf(field)) : null}
        />
      )}
      {shape.kind === "object" && mayBeLeftOut && (
        <Button size="sm" variant="ghost" className="justify-self-start" onClick={() => onChange(emptyOf(field))}>
          Leave out {label}
        </Button>
      )}
    </>
  );
}

type ListProps = Omit<FormProps, "fields" | "pointer"> & {
  item: InputField;
  label: string;
  pointer: string;
  onLeaveOut: (() => void) | null;
};

/** The items of a list, in their order, and one more. */
function InputList({ item, label, value, pointer, issues, onChange, onLeaveOut }: ListProps) {
  const items = Array.isArray(value) ? value : [];
  // An item has no name but its place; its controls keep nothing of their own.
  const rows = items.map((one, index) => ({ one, index, at: `${pointer}/${index}` }));
  const set = (index: number, next: Json | undefined) =>
    onChange(items.map((one, at) => (at === index ? (next ?? null) : one)));
  return (
    <>
      {rows.map(({ one, index, at }) => (
        <div key={at} className="input-item">
          <InputMember
            field={item}
            label={`${label} ${index + 1}`}
            value={one ?? undefined}
            pointer={at}
            issues={issues}
            onChange={(next) => set(index, next)}
          />
          <IconButton
            label={`Remove ${label} ${index + 1}`}
            size="sm"
            onClick={() => onChange(items.filter((_, at) => at !== index))}
          >
            <X className="i s" aria-hidden />
          </IconButton>
        </div>
      ))}
      <span className="flex gap-2">
        <Button size="sm" onClick={() => onChange([...items, item.proposed ?? emptyOf(item) ?? null])}>
          <Plus className="i s" aria-hidden />
          Add to {label}
        </Button>
        {onLeaveOut && (
          <Button size="sm" variant="ghost" onClick={onLeaveOut}>
            Leave out {label}
          </Button>
        )}
      </span>
    </>
  );
}
