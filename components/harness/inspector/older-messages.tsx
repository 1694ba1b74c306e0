"use client";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import type { ContextPolicy } from "@/lib/release/context-policy";
import { fateOfOlder } from "@/lib/release/summary-tokens";

type Strategy = ContextPolicy["strategy"];
const PERCENT = 100;

export const OLDER: readonly { value: Strategy; label: string; hint: string }[] = [
  { value: "summarize", label: "Summarise them", hint: "The model gets a summary in their place" },
  { value: "drop-oldest", label: "Leave them out", hint: "The model is told nothing of them" },
];

const HINT = {
  summarised: "By the model of the step, as a call of its own. A simulated model gets sentences word for word.",
  "too-small": "History may take too little of a call for a summary, so they are left out.",
  "left-out": "What was said first is forgotten in long conversations.",
  nothing: "",
} as const;

/** What these choices lead to, in words. */
export const olderHint = (context: ContextPolicy): string => HINT[fateOfOlder(context)];

type Props = { context: ContextPolicy; onChange: (patch: Partial<ContextPolicy>, mark: string) => void };

/** What becomes of older messages that do not fit a call. Nothing where no call is told the conversation. */
export function OlderMessages({ context, onChange }: Props) {
  if (context.history !== "thread") return null;
  return (
    <ChoiceField
      label="Older messages that do not fit"
      hint={olderHint(context)}
      value={context.strategy}
      options={OLDER}
      onChange={(strategy) => onChange({ strategy }, "strategy")}
    />
  );
}

/** When older messages are summarised, and what stays as it was said. Nothing where they are not. */
export function SummaryNumbers({ context, onChange }: Props) {
  if (context.history !== "thread" || context.strategy !== "summarize") return null;
  return (
    <div className="grid grid-cols-2 gap-3">
      <NumberField
        label="Summarise above"
        unit="%"
        value={Math.round(context.compactAt * PERCENT)}
        min={50}
        max={95}
        onChange={(percent) => onChange({ compactAt: percent / PERCENT }, "compact-at")}
      />
      <NumberField
        label="Newest kept as said"
        unit="turns"
        value={context.keepLastTurns}
        min={1}
        max={50}
        onChange={(keepLastTurns) => onChange({ keepLastTurns }, "keep-turns")}
      />
    </div>
  );
}
