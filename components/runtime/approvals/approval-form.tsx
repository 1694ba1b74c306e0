"use client";
import { z } from "zod";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Json } from "@/lib/release/json-schema";

const Property = z
  .object({ type: z.string(), title: z.string(), description: z.string(), enum: z.array(z.string()) })
  .partial();
const Form = z.object({
  properties: z.record(z.string(), Property).default({}),
  required: z.array(z.string()).default([]),
});
type Values = Record<string, Json>;
type Props = { schema: Record<string, unknown>; values: Values; onChange: (values: Values) => void };

/** The fields of an approval step: texts, numbers, choices and ticks, as its JSON schema says. */
export function ApprovalForm({ schema, values, onChange }: Props) {
  const { properties, required } = Form.parse(schema);
  return (
    <div className="grid gap-3">
      {Object.entries(properties).map(([name, property]) => (
        <FormField
          key={name}
          label={`${property.title ?? name}${required.includes(name) ? "" : " (optional)"}`}
          property={property}
          value={values[name] ?? null}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      ))}
    </div>
  );
}

type FieldProps = {
  label: string;
  property: z.infer<typeof Property>;
  value: Json;
  onChange: (value: Json) => void;
};

function FormField({ label, property, value, onChange }: FieldProps) {
  if (property.type === "boolean") return <Checkbox label={label} checked={value === true} onChange={onChange} />;
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return (
    <Field label={label} hint={property.description}>
      {property.enum ? (
        <Select value={text} onChange={onChange} options={property.enum.map((one) => ({ value: one, label: one }))} />
      ) : property.type === "number" || property.type === "integer" ? (
        <Input type="number" value={text} onChange={(event) => onChange(Number(event.target.value))} />
      ) : (
        <Input value={text} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
