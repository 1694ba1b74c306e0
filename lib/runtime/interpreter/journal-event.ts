import { z } from "zod";
import { Failure } from "@/lib/platform/errors/error-class";

const Usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicros: z.number(),
  simulated: z.boolean(),
});
const Step = { nodeId: z.string(), path: z.string() };
const Taint = z.enum(["untrustedInput", "readSensitive"]);

/** Everything that changes the state of a run. The journal is a list of these; folding them gives the state. Times in ms. */
export const JournalEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("run-started"), at: z.number(), input: z.json(), triggerId: z.string() }),
  z.object({
    kind: z.literal("step-succeeded"),
    at: z.number(),
    ...Step,
    output: z.json(),
    port: z.string(),
    writes: z.record(z.string(), z.json()).optional(),
  }),
  z.object({ kind: z.literal("step-failed"), at: z.number(), ...Step, failure: Failure }),
  z.object({
    kind: z.literal("attempt-failed"),
    at: z.number(),
    ...Step,
    attempt: z.number(),
    failure: Failure,
    retryAt: z.number(),
  }),
  z.object({ kind: z.literal("map-opened"), at: z.number(), ...Step, items: z.array(z.json()) }),
  z.object({
    kind: z.literal("call-finished"),
    at: z.number(),
    ...Step,
    name: z.string(),
    value: z.json(),
    tool: z.boolean(),
    usage: Usage.optional(),
  }),
  z.object({ kind: z.literal("timer-fired"), at: z.number(), ...Step }),
  z.object({ kind: z.literal("taint-set"), at: z.number(), taint: Taint }),
  z.object({ kind: z.literal("cancel-requested"), at: z.number() }),
  z.object({ kind: z.literal("limit-reached"), at: z.number(), failure: Failure }),
]);
export type JournalEvent = z.infer<typeof JournalEvent>;
