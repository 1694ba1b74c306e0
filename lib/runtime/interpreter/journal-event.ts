import { z } from "zod";
import { Failure } from "@/lib/platform/errors/error-class";
import { RaisedLimits } from "@/lib/release/raised-limits";
import { ParkedReason } from "@/lib/release/run-request";
import { Wait } from "@/lib/runtime/interpreter/wait";

const Usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicros: z.number(),
  simulated: z.boolean(),
});
const Step = { nodeId: z.string(), path: z.string() };
const at = z.number();
const Taint = z.enum(["untrustedInput", "readSensitive"]);
const Carry = z.record(z.string(), z.json());

/** Everything that changes the state of a run. The journal is a list of these; folding them gives the state. Times in ms. */
export const JournalEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("run-started"),
    at,
    input: z.json(),
    triggerId: z.string(),
    /** What a sub-run takes over from its parent. */
    taint: z.array(Taint).optional(),
  }),
  /**
   * Ends what a replay carries over from an earlier run. `activeMs`: how much of the active time counts as used. `limits`: what
   * a person granted beyond those of the release, and why.
   */
  z.object({
    kind: z.literal("run-carried-over"),
    at,
    activeMs: z.number(),
    raised: z.object({ limits: RaisedLimits, by: z.string(), reason: z.string() }).nullable(),
  }),
  z.object({
    kind: z.literal("step-succeeded"),
    at,
    ...Step,
    output: z.json(),
    port: z.string(),
    writes: z.record(z.string(), z.json()).optional(),
  }),
  z.object({ kind: z.literal("step-failed"), at, ...Step, failure: Failure }),
  z.object({
    kind: z.literal("attempt-failed"),
    at,
    ...Step,
    attempt: z.number(),
    failure: Failure,
    retryAt: z.number(),
  }),
  z.object({ kind: z.literal("map-opened"), at, ...Step, items: z.array(z.json()) }),
  z.object({ kind: z.literal("loop-opened"), at, ...Step, carry: Carry }),
  /** A round of a loop is over; `done`: what its condition said. */
  z.object({ kind: z.literal("loop-turned"), at, ...Step, done: z.boolean() }),
  /** The attempt is over without a result: the step waits. */
  z.object({ kind: z.literal("step-waiting"), at, ...Step, wait: Wait }),
  /** The end of a join's patience, or of a wait. */
  z.object({ kind: z.literal("timer-fired"), at, ...Step }),
  z.object({
    kind: z.literal("signal-received"),
    at,
    ...Step,
    name: z.string(),
    key: z.string(),
    by: z.string(),
    payload: z.json(),
  }),
  z.object({
    kind: z.literal("approval-decided"),
    at,
    ...Step,
    decision: z.enum(["approved", "rejected", "expired"]),
    by: z.string().nullable(),
    form: z.json(),
    comment: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("sub-run-ended"),
    at,
    ...Step,
    status: z.enum(["succeeded", "failed", "cancelled", "dead-lettered"]),
    output: z.json(),
    failure: Failure.nullable(),
    taint: z.array(Taint),
    usage: Usage,
  }),
  /** What a person (or a timer) made of a step that could not decide by itself. `succeed` takes `output` as its result. */
  z.object({
    kind: z.literal("decision-made"),
    at,
    ...Step,
    choice: z.enum(["retry", "fail", "succeed"]),
    by: z.string(),
    output: z.json(),
  }),
  z.object({
    kind: z.literal("call-finished"),
    at,
    ...Step,
    name: z.string(),
    value: z.json(),
    tool: z.boolean(),
    usage: Usage.optional(),
  }),
  z.object({ kind: z.literal("taint-set"), at, taint: Taint }),
  z.object({ kind: z.literal("run-parked"), at, reason: ParkedReason, wakeAt: z.number().nullable() }),
  z.object({ kind: z.literal("run-woken"), at }),
  z.object({ kind: z.literal("cancel-requested"), at }),
  z.object({ kind: z.literal("limit-reached"), at, failure: Failure }),
]);
export type JournalEvent = z.infer<typeof JournalEvent>;
