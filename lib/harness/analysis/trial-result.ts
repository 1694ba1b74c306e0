/** One finished trial. Null: not graded, or not recorded; it is in no figure then. */
export type TrialResult = {
  cell: string;
  item: string;
  pass: boolean | null;
  /** In the order of the plan's graders; empty when no threshold asks for one of them. */
  grades: readonly (boolean | null)[];
  costMicros: number;
  latencyMs: number | null;
  tokens: number | null;
  steps: number | null;
};
