import { z } from "zod";
import { ReleaseDrift } from "@/lib/runtime/replay/release-drift";

export const ReplayTarget = z.enum(["same", "current"]);
export type ReplayTarget = z.infer<typeof ReplayTarget>;

export const NewReplay = z.strictObject({
  /** Step from which the run is executed again, for example `answer` or `fetch@search[3]`. Absent: the one that failed. */
  from: z.string().min(1).max(400).optional(),
  /** `same`: the release that the run had; `current`: the one that its environment runs now. */
  target: ReplayTarget.default("same"),
  /** Needed when effects of the old run may happen a second time. */
  acceptRepeats: z.boolean().default(false),
});
export type NewReplay = z.infer<typeof NewReplay>;

const Step = z.object({ key: z.string(), label: z.string(), kind: z.string(), failed: z.boolean() });
const ReleaseRef = z.object({ id: z.uuid(), number: z.int().nullable() });

/** What a replay would do, before it does it. */
export const ReplayPreview = z.object({
  run: z.uuid(),
  /** Where it can begin: every step with a result, in the order of the run. */
  steps: z.array(Step),
  from: Step,
  carried: z.array(Step),
  repeated: z.array(Step),
  /** The failed step goes on after its finished calls. */
  keepsCalls: z.boolean(),
  release: z.object({ was: ReleaseRef, target: ReleaseRef, drift: ReleaseDrift.nullable() }),
  /** Changes outside that the repeated steps made, or may have made, and may make again. */
  effects: z.array(z.object({ step: z.string(), state: z.enum(["succeeded", "unknown"]) })),
});
export type ReplayPreview = z.infer<typeof ReplayPreview>;

export const StartedReplay = z.object({ run: z.uuid() });
