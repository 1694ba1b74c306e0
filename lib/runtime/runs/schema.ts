import { z } from "zod";
import { Failure } from "@/lib/platform/errors/error-class";
import { BoundModels } from "@/lib/release/bound-models";
import { RaisedLimits } from "@/lib/release/raised-limits";
import { CassetteMode, Environment, ParkedReason, RunStatus } from "@/lib/release/run-request";
import { Variables } from "@/lib/release/variables";

export const NewRun = z.strictObject({
  /** Slug of the harness. */
  harness: z.string().min(1).max(80),
  environment: Environment.exclude(["draft"]).default("production"),
  /** Must fit the harness's input schema. */
  input: z.json().default({}),
  /** Continues a conversation; absent = a new one, when the harness is a chat. */
  thread: z.uuid().nullable().default(null),
  /** Your name for the person at the other end, for memory and search. */
  endUser: z.string().min(1).max(200).nullable().default(null),
  /** In staging: record model answers, or replay recorded ones. */
  cassettes: CassetteMode.optional(),
});
export type NewRun = z.infer<typeof NewRun>;

export const NewSignal = z.strictObject({
  /** Your name for this message: sent again, it changes nothing. */
  key: z.string().min(1).max(200),
  /** What the waiting step gets as `output.payload`. */
  payload: z.json().default(null),
});
export type NewSignal = z.infer<typeof NewSignal>;
export const SentSignal = z.object({ run: z.uuid(), name: z.string(), key: z.string(), created: z.boolean() });

export const RunView = z.object({
  id: z.uuid(),
  status: RunStatus,
  /** What a parked run waits for, and when it goes on by itself (null = when something wakes it). */
  parked: z.object({ reason: ParkedReason, wakeAt: z.iso.datetime().nullable() }).nullable(),
  /** The run whose step this is a sub-run of. */
  parent: z.object({ run: z.uuid(), step: z.string() }).nullable(),
  /** The run that this one goes on from; `from` null: where that one stopped. `raised`: what it was granted beyond its release. */
  replay: z
    .object({
      of: z.uuid(),
      from: z.string().nullable(),
      raised: z.object({ limits: RaisedLimits, by: z.string(), reason: z.string() }).nullable(),
    })
    .nullable(),
  harness: z.string(),
  release: z.object({ id: z.uuid(), number: z.int().nullable() }),
  environment: Environment,
  trigger: z.string(),
  thread: z.uuid().nullable(),
  endUser: z.string().nullable(),
  startedBy: z.string(),
  /** Null with `isRedacted` when your role may not read payloads of this environment. */
  input: z.json(),
  output: z.json(),
  isRedacted: z.boolean(),
  error: Failure.nullable(),
  usage: z.object({
    steps: z.int(),
    attempts: z.int(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    /** Micro units of the price's currency. */
    costMicros: z.int(),
  }),
  simulated: z.boolean(),
  /** What the variables that its release reads were when it was started; null with `isRedacted`. */
  vars: Variables.nullable(),
  /** Models that its environment had in place of its release's when it was started, by slot. */
  models: BoundModels,
  /** How the run uses recorded model answers; null = not at all. */
  cassettes: CassetteMode.nullable(),
  cancelRequested: z.boolean(),
  queuedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type RunView = z.infer<typeof RunView>;
