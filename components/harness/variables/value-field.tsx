import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { VariableType } from "@/lib/release/variables";

type Props = {
  label: string;
  hint: string;
  type: VariableType;
  text: string;
  error: string | null;
  disabled: boolean;
  onChange: (text: string) => void;
};

/** The value of one environment, in the control of its type. */
export function ValueField({ label, hint, type, text, error, disabled, onChange }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {type === "yes/no" ? (
        <Select
          value={text === "" ? "none" : text}
          onChange={(chosen) => onChange(chosen === "none" ? "" : chosen)}
          disabled={disabled}
          options={[
            { value: "none", label: "No value" },
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
      ) : (
        <Input
          value={text}
          onChange={(event) => onChange(event.target.value)}
          inputMode={type === "number" ? "decimal" : "text"}
          placeholder="No value"
          maxLength={4_000}
          disabled={disabled}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
