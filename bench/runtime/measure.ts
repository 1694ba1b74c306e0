import type { Figure } from "@/bench/report";

/** One part of the benchmark: its figures, from workers and data of its own in the cluster that is running. */
export type Measure = (cluster: { urlOf(role: string, database: string): string }) => Promise<Record<string, Figure>>;
