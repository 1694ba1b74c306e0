"use client";
import { JudgeFields } from "@/components/harness/inspector/judge-fields";
import { NumberField } from "@/components/harness/inspector/number-field";
import { SchemaField } from "@/components/harness/inspector/schema-field";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isPattern } from "@/lib/release/is-pattern";
import type { GuardrailCheck } from "@/lib/release/node-config";

const PII = {
  email: "E-mail addresses",
  phone: "Phone numbers",
  iban: "Bank accounts (IBAN)",
  card: "Payment cards",
  ip: "IP addresses",
} as const;
const PII_TYPES = ["email", "phone", "iban", "card", "ip"] as const;
type Props<K extends GuardrailCheck["kind"] = GuardrailCheck["kind"]> = {
  check: Extract<GuardrailCheck, { kind: K }>;
  onChange: (check: GuardrailCheck) => void;
};

/** What one check looks for. */
export function GuardrailCheckFields({ nodeId, check, onChange }: Props & { nodeId: string }) {
  switch (check.kind) {
    case "pii":
      return <PiiFields check={check} onChange={onChange} />;
    case "secrets":
      return <p className="text-12 text-muted">Keys of providers, tokens, private keys and passwords in addresses.</p>;
    case "regex":
      return <PatternFields check={check} onChange={onChange} />;
    case "cel":
      return <ConditionFields nodeId={nodeId} check={check} onChange={onChange} />;
    case "schema":
      return (
        <SchemaField
          label="The text is JSON that fits the schema"
          value={check.schema}
          onChange={(schema) => onChange({ ...check, schema })}
        />
      );
    case "judge":
      return <JudgeFields check={check} onChange={onChange} />;
    case "length":
      return (
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label="At least"
            unit="characters"
            value={check.min ?? 0}
            min={0}
            max={1_000_000}
            onChange={(min) => onChange({ ...check, min })}
          />
          <NumberField
            label="At most"
            unit="characters"
            value={check.max}
            min={1}
            max={1_000_000}
            onChange={(max) => onChange({ ...check, max })}
          />
        </div>
      );
  }
}

function PiiFields({ check, onChange }: Props<"pii">) {
  const toggle = (type: (typeof PII_TYPES)[number], isOn: boolean) =>
    onChange({ ...check, types: isOn ? [...check.types, type] : check.types.filter((one) => one !== type) });
  return (
    <div className="grid gap-1.5">
      {PII_TYPES.map((type) => (
        <Checkbox
          key={type}
          label={PII[type]}
          checked={check.types.includes(type)}
          disabled={check.types.length === 1 && check.types.includes(type)}
          onChange={(isOn) => toggle(type, isOn)}
        />
      ))}
    </div>
  );
}

function NameField({ check, onChange }: Props<"regex" | "cel">) {
  return (
    <Field label="Called">
      <Input
        compact
        value={check.name}
        maxLength={80}
        onChange={(event) => onChange({ ...check, name: event.target.value })}
      />
    </Field>
  );
}

function PatternFields({ check, onChange }: Props<"regex">) {
  return (
    <>
      <NameField check={check} onChange={onChange} />
      <Field
        label="Must not match"
        hint="RE2 syntax."
        error={isPattern(check.pattern) ? undefined : "This is not a regular expression of RE2."}
      >
        <Input
          compact
          className="mono"
          spellCheck={false}
          value={check.pattern}
          maxLength={200}
          onChange={(event) => event.target.value && onChange({ ...check, pattern: event.target.value })}
        />
      </Field>
    </>
  );
}

function ConditionFields({ nodeId, check, onChange }: Props<"cel"> & { nodeId: string }) {
  return (
    <>
      <NameField check={check} onChange={onChange} />
      <TextWithVariables
        nodeId={nodeId}
        label="Must be true"
        hint="The text is input.text."
        language="cel"
        scope="own"
        returns="bool"
        rows={2}
        value={check.expression}
        onChange={(expression) => expression && onChange({ ...check, expression })}
      />
    </>
  );
}
