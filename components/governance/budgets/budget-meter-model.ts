export type Meter = {
  /** Parts of the bar, together at most 100. */
  spentPercent: number;
  reservedPercent: number;
  /** `warn` from 80 % on, `full` when nothing more fits. */
  tone: "calm" | "warn" | "full";
};

const WARN_AT = 80;

/** How full one limit is. What calls under way were promised counts, as it does when the next call asks. */
export function meterOf(spent: number, reserved: number, limit: number): Meter {
  const spentPercent = Math.min(100, (spent / limit) * 100);
  const reservedPercent = Math.min(100 - spentPercent, (reserved / limit) * 100);
  const used = spentPercent + reservedPercent;
  return { spentPercent, reservedPercent, tone: used >= 100 ? "full" : used >= WARN_AT ? "warn" : "calm" };
}
