"use client";
import { DurationField } from "@/components/harness/inspector/duration-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import type { Limits } from "@/lib/release/program";

const DAY_MS = 86_400_000;
type Props = { limits: Limits; onChange: (limits: Limits, mark: string) => void };

/** What one run may use at most. The first limit that is reached ends it. */
export function LimitFields({ limits, onChange }: Props) {
  const set = (name: keyof Limits) => (value: number) => onChange({ ...limits, [name]: value }, `limit-${name}`);
  return (
    <section className="grid gap-3" data-place="limits">
      <h3>Limits of a run</h3>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Cost at most"
          unit="USD"
          step={0.001}
          value={limits.maxCostUsd}
          min={0.001}
          max={1_000}
          onChange={set("maxCostUsd")}
        />
        <NumberField
          label="Tokens at most"
          value={limits.maxTokens}
          min={1}
          max={50_000_000}
          onChange={set("maxTokens")}
        />
        <NumberField label="Steps at most" value={limits.maxSteps} min={1} max={5_000} onChange={set("maxSteps")} />
        <NumberField
          label="Steps at once"
          hint="Others wait for a free place."
          value={limits.maxParallel}
          min={1}
          max={50}
          onChange={set("maxParallel")}
        />
      </div>
      <DurationField
        label="Active time at most"
        hint="Time in which a run waits for a person, a signal or a date does not count."
        valueMs={limits.maxActiveMs}
        maxMs={DAY_MS}
        onChange={set("maxActiveMs")}
      />
      <NumberField
        label="Subflows inside each other"
        hint="A run that another one started counts as one level."
        unit="levels"
        value={limits.maxDepth}
        min={1}
        max={8}
        onChange={set("maxDepth")}
      />
    </section>
  );
}
