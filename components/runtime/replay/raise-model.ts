import { formatNumber } from "@/components/ui/format-number";
import { formatDuration } from "@/lib/platform/time/format-duration";
import type { LimitName, RaisedLimits } from "@/lib/release/raised-limits";
import type { ReplayPreview } from "@/lib/runtime/replay/schema";

export type LimitRow = ReplayPreview["limits"][number];
/** What a person entered, by limit, in the unit of its field; empty: as the release says. */
export type Entries = Partial<Record<LimitName, string>>;

/** Name and unit of the field of a limit; `scale`: how many of the API's units one of the field's is. */
export const LIMIT_FIELDS: Record<LimitName, { label: string; unit: string; scale: number; step: string }> = {
  maxSteps: { label: "Steps", unit: "", scale: 1, step: "1" },
  maxActiveMs: { label: "Active time", unit: "s", scale: 1_000, step: "1" },
  maxTokens: { label: "Tokens", unit: "", scale: 1, step: "1" },
  maxCostUsd: { label: "Cost", unit: "USD", scale: 1, step: "any" },
};

/** Twice what is used up, or what is left of the bound. */
export function suggestedEntries(limits: readonly LimitRow[]): Entries {
  const used = limits.filter((row) => row.reached);
  return Object.fromEntries(used.map((row) => [row.name, String(suggested(row) / LIMIT_FIELDS[row.name].scale)]));
}

const suggested = ({ used, limit, most }: LimitRow): number => Math.min(most, Math.max(limit, Math.ceil(used)) * 2);

/** The grant that the entries make (null: none), and what is wrong with them. */
export function raiseOf(limits: readonly LimitRow[], entries: Entries) {
  const raised: RaisedLimits = {};
  const errors: Partial<Record<LimitName, string>> = {};
  for (const row of limits) {
    const error = problemOf(row, entries[row.name] ?? "");
    if (error) errors[row.name] = error;
    else if (entries[row.name]) raised[row.name] = Number(entries[row.name]) * LIMIT_FIELDS[row.name].scale;
  }
  return { limits: Object.keys(raised).length > 0 ? raised : null, errors };
}

function problemOf({ name, used, limit, most, reached }: LimitRow, text: string): string | null {
  if (text.trim() === "") return reached ? "This is used up: enter more." : null;
  const asked = Number(text) * LIMIT_FIELDS[name].scale;
  const isWhole = name === "maxCostUsd" || Number.isInteger(asked);
  if (!Number.isFinite(asked) || !isWhole) return "Enter a number.";
  if (asked < limit) return `Not below ${inWords(name, limit)}, which it may use already.`;
  if (asked > most) return `At most ${inWords(name, most)} for one run.`;
  return asked <= used ? `More than the ${inWords(name, used)} that are used.` : null;
}

/** 90000 ms → "1 m 30 s"; 1200 tokens → "1,200". */
export function inWords(name: LimitName, value: number): string {
  if (name === "maxActiveMs") return formatDuration(value);
  return name === "maxCostUsd" ? `${Number(value.toFixed(4))} USD` : formatNumber(value);
}
