"use client";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { literalFit, misfitWords } from "@/lib/harness/values/binding-fit";
import type { Binding } from "@/lib/release/binding";
import type { JsonSchema } from "@/lib/release/json-schema";

type Mode = "lit" | "cel" | "tpl";
const MODES = [
  { value: "lit", label: "Value" },
  { value: "cel", label: <Fx /> },
  { value: "tpl", label: "Text" },
] as const;

/** As it is named beside conditions; in full for people who hear the screen. */
function Fx() {
  return (
    <>
      <span aria-hidden>fx</span>
      <span className="sr">Expression</span>
    </>
  );
}

const modeOf = (binding: Binding): Mode => ("lit" in binding ? "lit" : "tpl" in binding ? "tpl" : "cel");

/** What a binding says, as the text of its field. */
function textOf(binding: Binding): string {
  if ("lit" in binding) return typeof binding.lit === "string" ? binding.lit : JSON.stringify(binding.lit);
  if ("cel" in binding) return binding.cel;
  if ("tpl" in binding) return binding.tpl;
  return [binding.ref.from, ...binding.ref.path].join(".");
}

/** A literal that reads as JSON is that value; everything else is a text. */
function literal(text: string): Binding {
  try {
    return { lit: JSON.parse(text) };
  } catch {
    return { lit: text };
  }
}

function bindingOf(mode: Mode, text: string): Binding {
  if (mode === "lit") return literal(text);
  return mode === "cel" ? { cel: text } : { tpl: text };
}

/** What is wrong with a value that is written out; one that is not filled in yet is left alone. */
function problemOfLiteral(binding: Binding, wants: JsonSchema | undefined): string | null {
  if (!("lit" in binding) || binding.lit === "") return null;
  if (typeof binding.lit === "string" && /\{\{.*\}\}/s.test(binding.lit))
    return "A value is taken as it is written. Choose Text, so that what is between {{ and }} is filled in.";
  return wants ? misfitWords(literalFit(binding.lit, wants)) : null;
}

type Props = {
  nodeId: string;
  label: string;
  hint?: string;
  binding: Binding;
  onChange: (binding: Binding) => void;
  isOwnScope?: boolean;
  /** What the value must fit. */
  wants?: JsonSchema;
};

/** Where a value comes from: written here, computed by CEL, or a text with variables. */
export function BindingField({ nodeId, label, hint, binding, onChange, isOwnScope, wants }: Props) {
  const mode = modeOf(binding);
  const text = textOf(binding);
  const how = (
    <Segmented
      label={`How ${label} is given`}
      value={mode}
      options={MODES}
      onChange={(next) => onChange(bindingOf(next, text))}
    />
  );
  return (
    <div className="binding-field">
      {mode === "lit" ? (
        <div className="relative">
          <Field label={label} hint={hint} error={problemOfLiteral(binding, wants)}>
            <Input compact value={text} onChange={(event) => onChange(literal(event.target.value))} />
          </Field>
          <span className="field-beside">{how}</span>
        </div>
      ) : (
        <TextWithVariables
          beside={how}
          nodeId={nodeId}
          label={label}
          hint={hint}
          value={text}
          rows={2}
          scope={isOwnScope ? "own" : "run"}
          language={mode === "cel" ? "cel" : "liquid"}
          wants={wants}
          onChange={(next) => onChange(bindingOf(mode, next))}
        />
      )}
    </div>
  );
}
