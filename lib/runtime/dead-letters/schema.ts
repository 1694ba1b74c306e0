import { z } from "zod";
import { ErrorClass, Failure } from "@/lib/platform/errors/error-class";
import { Environment } from "@/lib/release/run-request";
import { ReplayTarget } from "@/lib/runtime/replay/schema";

export const DeadLetterReason = z.enum(["exhausted", "poison"]);
export type DeadLetterReason = z.infer<typeof DeadLetterReason>;

/** What the list is narrowed to; the same names in the API and in the URL of the page. Without `state`: the open ones. */
export const DeadLetterFilter = z.strictObject({
  state: z.enum(["open", "replayed", "discarded"]).optional(),
  harness: z.string().min(1).max(80).optional(),
  node: z.string().min(1).max(80).optional(),
  error: ErrorClass.optional(),
  reason: DeadLetterReason.optional(),
});
export type DeadLetterFilter = z.infer<typeof DeadLetterFilter>;

export const DeadLetterView = z.object({
  id: z.uuid(),
  run: z.uuid(),
  harness: z.object({ slug: z.string(), name: z.string() }),
  release: z.object({ id: z.uuid(), number: z.int().nullable() }),
  environment: Environment,
  node: z.string().nullable(),
  /** `exhausted`: a step failed for good. `poison`: every worker that took the run died. */
  reason: DeadLetterReason,
  error: Failure,
  enteredAt: z.iso.datetime(),
  simulated: z.boolean(),
  /** Null while somebody has to look at it. */
  resolution: z
    .object({
      kind: z.enum(["replayed", "discarded"]),
      by: z.string(),
      note: z.string().nullable(),
      at: z.iso.datetime(),
      /** The run that a replay started, and how it stands. */
      replay: z.object({ run: z.uuid(), status: z.string() }).nullable(),
    })
    .nullable(),
});
export type DeadLetterView = z.infer<typeof DeadLetterView>;

export const DeadLetterPage = z.object({
  items: z.array(DeadLetterView),
  nextCursor: z.string().nullable(),
  /** How many match, counted up to 1,000. */
  total: z.int(),
});
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

/** Why it is given up; for whoever reads the audit log. */
const Note = z.string().trim().max(500).default("");
export const DiscardLetter = z.strictObject({ note: Note });

/** One act on everything that a filter matches, at most 200 letters, oldest first. */
export const LetterBatch = z.strictObject({
  filter: DeadLetterFilter.omit({ state: true }),
  act: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("discard"), note: Note }),
    /** Each run goes on from the step that failed; runs whose effects might happen twice are left. */
    z.strictObject({ kind: z.literal("replay"), target: ReplayTarget.default("same") }),
  ]),
});
export type LetterBatch = z.infer<typeof LetterBatch>;
export const LetterBatchResult = z.object({
  done: z.int(),
  /** Left as they were, with the reason. */
  skipped: z.array(z.object({ id: z.uuid(), run: z.uuid(), why: z.string() })),
  /** More match than one batch takes. */
  hasMore: z.boolean(),
});
export type LetterBatchResult = z.infer<typeof LetterBatchResult>;
