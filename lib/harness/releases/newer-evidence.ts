import type { Evidence } from "@/lib/release/evidence";

/** What is known now and was not when a release was made. */
export function newerEvidence(attached: readonly Evidence[], now: readonly Evidence[]): Evidence[] {
  const known = new Set(attached.map(keyOf));
  return now.filter((one) => !known.has(keyOf(one)));
}

const keyOf = ({ experimentId, cell }: Evidence): string => `${experimentId} ${cell}`;
