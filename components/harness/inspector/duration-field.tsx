"use client";
import { useState } from "react";
import { NumberField } from "@/components/harness/inspector/number-field";
import { Select } from "@/components/ui/select";
import { formatDuration } from "@/lib/platform/time/format-duration";

const UNITS = [
  { value: "s", label: "seconds", ms: 1_000 },
  { value: "min", label: "minutes", ms: 60_000 },
  { value: "h", label: "hours", ms: 3_600_000 },
  { value: "d", label: "days", ms: 86_400_000 },
] as const;
type Unit = (typeof UNITS)[number];

/** The largest unit that gives a whole number. */
const unitOf = (ms: number): Unit => UNITS.findLast((unit) => ms % unit.ms === 0) ?? UNITS[0];

/** 600000 → "10 minutes"; less than a second: "200 ms". */
export function durationInWords(ms: number): string {
  const { label, ms: length } = unitOf(ms);
  if (ms % length !== 0) return formatDuration(ms);
  return ms === length ? `1 ${label.slice(0, -1)}` : `${ms / length} ${label}`;
}

type Props = { label: string; hint?: string; valueMs: number; maxMs: number; onChange: (valueMs: number) => void };

/** A time in the unit that reads best; the unit can be changed. */
export function DurationField({ label, hint, valueMs, maxMs, onChange }: Props) {
  const [chosen, setChosen] = useState<Unit>(() => unitOf(valueMs));
  const unit = valueMs % chosen.ms === 0 ? chosen : unitOf(valueMs);
  const units = UNITS.filter((one) => one.ms <= maxMs);
  const change = (value: string) => {
    const next = UNITS.find((one) => one.value === value) ?? UNITS[0];
    setChosen(next);
    onChange(Math.min(Math.max(1, Math.round(valueMs / unit.ms)) * next.ms, Math.floor(maxMs / next.ms) * next.ms));
  };
  return (
    <div className="grid gap-[5px]">
      <div className="grid grid-cols-[minmax(0,1fr)_110px] items-end gap-2">
        <NumberField
          label={label}
          value={valueMs / unit.ms}
          min={1}
          max={Math.floor(maxMs / unit.ms)}
          onChange={(count) => onChange(count * unit.ms)}
        />
        <Select compact label={`Unit of ${label}`} value={unit.value} options={units} onChange={change} />
      </div>
      {hint && <p className="text-12 text-faint">{hint}</p>}
    </div>
  );
}
