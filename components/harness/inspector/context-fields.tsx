"use client";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import type { ContextPolicy } from "@/lib/release/context-policy";

const HISTORY = [
  { value: "none", label: "Nothing" },
  { value: "run", label: "This run" },
  { value: "thread", label: "The whole conversation, as far as it fits" },
] as const;
const PERCENT = 100;

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
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Input of a call at most"
          unit="tokens"
          value={context.maxInputTokens}
          min={500}
          max={2_000_000}
          onChange={(maxInputTokens) => change({ maxInputTokens }, "input-tokens")}
        />
        <NumberField
          label="Of it for history at most"
          unit="%"
          value={Math.round(context.historyShare * PERCENT)}
          min={0}
          max={PERCENT}
          onChange={(share) => change({ historyShare: share / PERCENT }, "history-share")}
        />
      </div>
    </section>
  );
}
