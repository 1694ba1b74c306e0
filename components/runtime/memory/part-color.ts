import type { PlanSegment } from "@/lib/runtime/memory/context-plan";

type Part = PlanSegment["part"];
const COLOR: Record<Part, string> = {
  system: "var(--cat-1)",
  tools: "var(--cat-8)",
  examples: "var(--cat-4)",
  summary: "var(--cat-5)",
  history: "var(--cat-7)",
  recall: "var(--cat-3)",
  turn: "var(--cat-2)",
};
const DARK = "oklch(0.18 0.02 250)";
/** Letters on the colour, legible in both themes. */
const INK: Record<Part, string> = {
  system: `light-dark(#fff, ${DARK})`,
  tools: "#fff",
  examples: DARK,
  summary: DARK,
  history: DARK,
  recall: `light-dark(#fff, ${DARK})`,
  turn: DARK,
};

export const partColor = (part: Part): string => COLOR[part];
export const partInk = (part: Part): string => INK[part];
