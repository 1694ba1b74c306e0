import { bucketOf, emptyHistogram } from "@/lib/observability/rollups/latency-histogram";

export type Dimension = "run" | "node" | "tool" | "model" | "attempt";

/** Where a measurement is counted. `hourMs` is the start of its UTC hour. */
export type DeltaKey = {
  dim: Dimension;
  hourMs: number;
  projectId: string;
  releaseId: string;
  harnessSlug: string;
  environment: string;
  simulated: boolean;
  k: string;
};
/** Counts of one key: attempts (or runs) that succeeded or failed; cancelled ones count on neither side. */
export type Delta = DeltaKey & {
  n: number;
  nErr: number;
  nFinal: number;
  nFinalErr: number;
  errs: Record<string, number>;
  hist: number[];
  tokens: number;
  costMicros: number;
  wastedMicros: number;
};
export type Measurement = {
  failed: boolean;
  final: boolean;
  errorClass: string | null;
  durationMs: number;
  tokens: number;
  costMicros: number;
};

export const HOUR_MS = 3_600_000;
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** Adds measurements up by key before anything is written: one row per key and batch. */
export class DeltaSet {
  private readonly deltas = new Map<string, Delta>();

  add(key: DeltaKey, measured: Measurement): void {
    const delta = this.of(key);
    delta.n += 1;
    delta.nFinal += measured.final ? 1 : 0;
    delta.tokens += measured.tokens;
    delta.costMicros += measured.costMicros;
    const bucket = bucketOf(measured.durationMs);
    delta.hist[bucket] = (delta.hist[bucket] ?? 0) + 1;
    if (!measured.failed) return;
    delta.nErr += 1;
    delta.nFinalErr += measured.final ? 1 : 0;
    delta.wastedMicros += measured.costMicros;
    const errorClass = measured.errorClass ?? "unknown";
    delta.errs[errorClass] = (delta.errs[errorClass] ?? 0) + 1;
  }

  all(): Delta[] {
    return [...this.deltas.values()];
  }

  private of(key: DeltaKey): Delta {
    const name = Object.values(key).join("\n");
    const known = this.deltas.get(name);
    if (known) return known;
    const counts = { n: 0, nErr: 0, nFinal: 0, nFinalErr: 0, tokens: 0, costMicros: 0, wastedMicros: 0 };
    const made: Delta = { ...key, ...counts, errs: {}, hist: emptyHistogram() };
    this.deltas.set(name, made);
    return made;
  }
}
