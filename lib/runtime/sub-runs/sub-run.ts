import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { RunLimits } from "@/lib/release/run-request";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

/** The run that a step starts. Its environment, its end user and who started it are those of `parent`. */
export type SubRun = {
  parent: RunContext;
  /** There is one sub-run for each step of a run, however often it is started. */
  stepKey: string;
  releaseId: string;
  input: Json;
  /** Flags that it starts with. */
  taint: string[];
  /** What is left of the parent's limits. */
  limits: RunLimits;
  /** Aborts when the step is cancelled: nothing is started then. */
  signal: AbortSignal;
  nowMs: number;
};

export type StartedSubRun =
  | { kind: "started"; runId: string }
  | { kind: "refused"; class: ErrorClass; message: string };

/** Queues a sub-run, or finds the one that the step has started before. */
export type StartSubRun = (subRun: SubRun) => Promise<StartedSubRun>;
