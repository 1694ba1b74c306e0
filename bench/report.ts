import { cpus } from "node:os";

export type Figure = { value: number; unit: string; min: number; max: number };

/** Median with its spread. */
export function figure(values: readonly number[], unit: string, digits = 2): Figure {
  const sorted = [...values].sort((one, other) => one - other);
  const round = (value: number | undefined) => Number((value ?? 0).toFixed(digits));
  return {
    value: round(sorted[Math.floor(sorted.length / 2)]),
    unit,
    min: round(sorted[0]),
    max: round(sorted.at(-1)),
  };
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Prints the result as one JSON object, the last line of a benchmark. */
export function report(bench: string, figures: Record<string, Figure>): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "cpu"}, Node ${process.versions.node}, ${process.platform}`;
  process.stdout.write(`${JSON.stringify({ bench, machine, figures })}\n`);
}
