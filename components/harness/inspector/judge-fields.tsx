"use client";
import { useEditor } from "@/components/harness/editor/editor-context";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { GuardrailCheck } from "@/lib/release/node-config";

type Judge = Extract<GuardrailCheck, { kind: "judge" }>;
const PERCENT = 100;

/** Which model judges, by what, and how sure it must be. */
export function JudgeFields({ check, onChange }: { check: Judge; onChange: (check: Judge) => void }) {
  const models = useEditor((state) => state.draft.models);
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Called">
          <Input
            compact
            value={check.name}
            maxLength={80}
            onChange={(event) => onChange({ ...check, name: event.target.value })}
          />
        </Field>
        <NumberField
          label="Passes from"
          unit="%"
          value={Math.round(check.threshold * PERCENT)}
          min={0}
          max={PERCENT}
          onChange={(percent) => onChange({ ...check, threshold: percent / PERCENT })}
        />
      </div>
      <ChoiceField
        label="Model slot"
        value={check.slot}
        options={Object.entries(models).map(([name, one]) => ({ value: name, label: `${name} · ${one.model}` }))}
        onChange={(slot) => onChange({ ...check, slot })}
      />
      <Field
        label="The text may pass when"
        hint="Asked last, and only about what the other checks let through. No answer, or one that is not sure, blocks."
      >
        <Textarea
          rows={4}
          value={check.rubric}
          maxLength={10_000}
          onChange={(event) => event.target.value && onChange({ ...check, rubric: event.target.value })}
        />
      </Field>
    </>
  );
}
