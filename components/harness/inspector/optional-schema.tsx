"use client";
import { SchemaField } from "@/components/harness/inspector/schema-field";
import { Checkbox } from "@/components/ui/checkbox";
import type { JsonSchema } from "@/lib/release/json-schema";

const ANY_OBJECT: JsonSchema = { type: "object", properties: {} };
type Props = {
  label: string;
  hint: string;
  /** Above the text of the schema. */
  title: string;
  value: JsonSchema | undefined;
  onChange: (value: JsonSchema | null) => void;
};

/** A JSON Schema that may be left out. */
export function OptionalSchema({ label, hint, title, value, onChange }: Props) {
  return (
    <>
      <Checkbox
        label={label}
        hint={hint}
        checked={value !== undefined}
        onChange={(isOn) => onChange(isOn ? ANY_OBJECT : null)}
      />
      {value && <SchemaField label={title} value={value} onChange={onChange} />}
    </>
  );
}
