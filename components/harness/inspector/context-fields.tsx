"use client";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { ContextSplit } from "@/components/harness/inspector/context-split";
import { NumberField } from "@/components/harness/inspector/number-field";
import { OlderMessages, SummaryNumbers } from "@/components/harness/inspector/older-messages";
import type { ContextPolicy } from "@/lib/release/context-policy";

const HISTORY = [
  { value: "none", label: "Nothing" },
  { value: "run", label: "This run" },
  { value: "thread", label: "The whole conversation, as far as it fits" },
] as const;
const PERCENT = 100;
const NO_PROMPT = { config: {} };

type Props = { context: ContextPolicy; onChange: (context: ContextPolicy, mark: string) => void };

/** What a model call may contain besides its prompt, for every step that has no rule of its own. */
export function ContextFields({ context, onChange }: Props) {
  const change = (patch: Partial<ContextPolicy>, mark: string) => onChange({ ...context, ...patch }, mark);
  return (
    <section className="grid gap-3" data-place="context">
      <ChoiceField
        label="What a model remembers"
        value={context.history}
        options={HISTORY}
        onChange={(history) => change({ history }, "history")}
      />
      <OlderMessages context={context} onChange={change} />
      <ContextNumbers context={context} onChange={change} />
      <ContextSplit node={NO_PROMPT} context={context} />
    </section>
  );
}

type NumbersProps = { context: ContextPolicy; onChange: (patch: Partial<ContextPolicy>, mark: string) => void };

/** How large a call may be, and how it is divided. */
export function ContextNumbers({ context, onChange }: NumbersProps) {
  const share = (name: "historyShare" | "recallShare", label: string) => (
    <NumberField
      label={label}
      unit="%"
      value={Math.round(context[name] * PERCENT)}
      min={0}
      max={PERCENT}
      onChange={(percent) => onChange({ [name]: percent / PERCENT }, name)}
    />
  );
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Input of a call at most"
          unit="tokens"
          value={context.maxInputTokens}
          min={500}
          max={2_000_000}
          onChange={(maxInputTokens) => onChange({ maxInputTokens }, "input-tokens")}
        />
        <NumberField
          label="Kept for the answer"
          unit="tokens"
          value={context.reserveOutputTokens}
          min={64}
          max={200_000}
          onChange={(reserveOutputTokens) => onChange({ reserveOutputTokens }, "reserve")}
        />
        {share("historyShare", "Of it for history at most")}
        {share("recallShare", "Of it for memory at most")}
      </div>
      <SummaryNumbers context={context} onChange={onChange} />
    </>
  );
}
