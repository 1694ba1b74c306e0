"use client";
import { BooleanInput, ChoiceInput, JsonInput, NumberInput, TextInput } from "@/components/harness/test-runs/inputs";
import { emptyOf, type InputField } from "@/lib/harness/test-runs/input-fields";
import type { Json } from "@/lib/release/json-schema";

type Props = {
  field: InputField;
  label: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
};

/** The control of a field that has nothing inside. */
export function InputControl({ field, label, value, onChange }: Props) {
  const { shape } = field;
  const leave = () => onChange(emptyOf(field));
  switch (shape.kind) {
    case "text":
      return <TextInput value={value} isLong={shape.isLong} onChange={onChange} onEmpty={leave} />;
    case "number":
      return <NumberInput value={value} isWhole={shape.isWhole} onChange={onChange} onEmpty={leave} />;
    case "boolean":
      return <BooleanInput value={value} mayBeEmpty={emptyOf(field) !== false} onChange={onChange} onEmpty={leave} />;
    case "choice":
      return <ChoiceInput value={value} options={shape.options} field={field} onChange={onChange} onEmpty={leave} />;
    default:
      return <JsonInput value={value} label={label} onChange={onChange} onEmpty={leave} />;
  }
}
