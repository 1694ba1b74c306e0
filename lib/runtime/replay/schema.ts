import { z } from "zod";
import { LIMIT_NAMES, RaisedLimits } from "@/lib/release/raised-limits";
import { ReleaseDrift } from "@/lib/runtime/replay/release-drift";

export const ReplayTarget = z.enum(["same", "current"]);
export type ReplayTarget = z.infer<typeof ReplayTarget>;

/** More than the release allows, for this run only. */
export const Raise = z.strictObject({ limits: RaisedLimits, reason: z.string().trim().min(3).max(500) });
export type Raise = z.infer<typeof Raise>;

export const NewReplay = z.strictObject({
  /**
   * Step from which the run is executed again, for example `answer` or `fetch@search[3]`. Absent: where a limit of its own
   * ended it, else the step that failed.
   */
  from: z.string().min(1).max(400).optional(),
  /** `same`: the release that the run had; `current`: the one that its environment runs now. */
  target: ReplayTarget.default("same"),
  /** Needed when effects of the old run may happen a second time. */
  acceptRepeats: z.boolean().default(false),
  /** Needed when what is carried over has used up a limit. At most ten times the limit of the release. */
  raise: Raise.optional(),
  /** Refused when the run has no dead letter that is open: what somebody else replayed or discarded is not run again. */
  onlyOpenLetter: z.boolean().optional(),
});
export type NewReplay = z.infer<typeof NewReplay>;

const Step = z.object({ key: z.string(), label: z.string(), kind: z.string(), failed: z.boolean() });
const ReleaseRef = z.object({ id: z.uuid(), number: z.int().nullable() });

/** What a replay would do, before it does it. */
export const ReplayPreview = z.object({
  run: z.uuid(),
  /** Where it can begin: every step with a result, in the order of the run. */
  steps: z.array(Step),
  /** Null: it goes on where a limit of its own ended it, and no step that has a result is executed again. */
  from: Step.nullable(),
  carried: z.array(Step),
  repeated: z.array(Step),
  /** The failed step, or what was under way, goes on after its finished calls. */
  keepsCalls: z.boolean(),
  release: z.object({ was: ReleaseRef, target: ReleaseRef, drift: ReleaseDrift.nullable() }),
  /** Changes outside that the repeated steps made, or may have made, and may make again. */
  effects: z.array(z.object({ step: z.string(), state: z.enum(["succeeded", "unknown"]) })),
  /** A limit of its own ended the run. */
  canGoOn: z.boolean(),
  /** What the new run begins with as used, what it may use, and the most that it may be granted. */
  limits: z.array(
    z.object({
      name: z.enum(LIMIT_NAMES),
      used: z.number(),
      limit: z.number(),
      most: z.number(),
      reached: z.boolean(),
    }),
  ),
});
export type ReplayPreview = z.infer<typeof ReplayPreview>;

export const StartedReplay = z.object({ run: z.uuid() });
