import { z } from "zod";
import { ErrorClass } from "@/lib/platform/errors/error-class";

const TraceError = z.object({ class: ErrorClass, fingerprint: z.string().nullable(), message: z.string() });

export const TraceView = z.object({
  id: z.uuid(),
  status: z.string(),
  /** What a parked run waits for. */
  parkedReason: z.string().nullable(),
  name: z.string(),
  harness: z.string().nullable(),
  release: z.object({ id: z.uuid(), number: z.int().nullable() }).nullable(),
  environment: z.string(),
  trigger: z.string().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Milliseconds; null while it runs. */
  durationMs: z.number().nullable(),
  error: TraceError.nullable(),
  spans: z.int(),
  failedAttempts: z.int(),
  retries: z.int(),
  tokens: z.int(),
  /** Micro units of the price's currency; what could not be priced is not in it. */
  costMicros: z.int(),
  isCostKnown: z.boolean(),
  thread: z.uuid().nullable(),
  endUser: z.string().nullable(),
  inputPreview: z.string(),
  outputPreview: z.string().nullable(),
  simulated: z.boolean(),
  /** A step gave its fallback value instead of a result. */
  degraded: z.boolean(),
  /** Spans were dropped under load. */
  incomplete: z.boolean(),
  lastSeq: z.int(),
});
export type TraceView = z.infer<typeof TraceView>;
export const TracePage = z.object({ items: z.array(TraceView), nextCursor: z.string().nullable() });
export type TracePage = z.infer<typeof TracePage>;

export const SpanView = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  seq: z.int(),
  state: z.enum(["open", "closed"]),
  kind: z.string(),
  name: z.string(),
  nodeId: z.string().nullable(),
  nodeKey: z.string().nullable(),
  stepKey: z.string().nullable(),
  iterationPath: z.string(),
  attempt: z.int(),
  isFinal: z.boolean(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  durationMs: z.number().nullable(),
  status: z.enum(["ok", "error", "cancelled"]).nullable(),
  error: TraceError.nullable(),
  model: z.string().nullable(),
  tool: z.string().nullable(),
  tokens: z.int().nullable(),
  costMicros: z.int().nullable(),
  simulated: z.boolean(),
  /** The exit by which a step went on; null while it is open, after a failure that ended it, and for calls. */
  port: z.string().nullable(),
});
export type SpanView = z.infer<typeof SpanView>;
export const SpanPage = z.object({ items: z.array(SpanView), nextSeq: z.int().nullable() });
export type SpanPage = z.infer<typeof SpanPage>;

export const SpanDetail = SpanView.extend({
  provider: z.string().nullable(),
  usage: z
    .object({
      input: z.int(),
      cacheRead: z.int(),
      cacheWrite: z.int(),
      output: z.int(),
      reasoning: z.int(),
    })
    .nullable(),
  priceSource: z.string().nullable(),
  ttftMs: z.number().nullable(),
  segments: z.array(z.object({ k: z.string(), ms: z.number() })),
  decisionIds: z.array(z.string()),
  attributes: z.record(z.string(), z.unknown()),
  /** Null with `isRedacted` when your role may not read payloads of this environment. JSON text, or plain text. */
  input: z.string().nullable(),
  output: z.string().nullable(),
  inputBytes: z.int(),
  outputBytes: z.int(),
  isTruncated: z.boolean(),
  isRedacted: z.boolean(),
});
export type SpanDetail = z.infer<typeof SpanDetail>;
