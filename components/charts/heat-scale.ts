/** Upper bounds of the failure-rate steps as shares; step 0 is exactly zero, step 7 is everything above 50 %. */
const CUTS = [0, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5] as const;

/** The step 0 to 7 of a failure rate (share from 0 to 1). */
export function heatStep(rate: number): number {
  const step = CUTS.findIndex((cut) => rate <= cut);
  return step === -1 ? CUTS.length : step;
}

/** Ground and ink of a step, as CSS variables of the tokens. */
export function heatColors(step: number): { background: string; color: string } {
  const ink = step >= 6 ? "var(--heat-ink-high)" : step === 5 ? "var(--heat-ink-5)" : "var(--heat-ink-low)";
  return { background: `var(--heat-${step})`, color: ink };
}
export const HEAT_LABELS = ["0", "≤ 1", "≤ 2", "≤ 5", "≤ 10", "≤ 25", "≤ 50", "> 50"] as const;
