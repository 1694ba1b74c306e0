import { z } from "zod";
import { RowRef } from "@/lib/harness/datasets/row-ref";
import { Command } from "@/lib/harness/graph/command";
import { Draft } from "@/lib/harness/graph/draft";
import { TestPerson } from "@/lib/harness/test-runs/test-person";
import { NodeId } from "@/lib/release/binding";

export const DraftView = z.object({
  harness: z.object({ slug: z.string(), name: z.string() }),
  rev: z.int(),
  draft: Draft,
  updatedBy: z.string(),
  updatedAt: z.iso.datetime(),
});
/** Edits since `baseRev`. The same `batchId` is applied once, however often it is sent. */
export const DraftEdits = z.strictObject({
  baseRev: z.int().min(1),
  batchId: z.uuid(),
  commands: z.array(Command).min(1).max(500),
});
export const SavedDraft = z.object({ rev: z.int() });
/**
 * Either an input or a row of a dataset. `part`: run to a step, or from it. `earlier`: a test run whose outputs are used for
 * the steps before it that are still the same. `items`: of the maps around the step, outermost first, only these items run,
 * counted from 0; of maps that are not named all do. `as`: the test user and the conversation, both of the environment
 * `draft`; without them the run has neither.
 */
export const TestRun = z
  .strictObject({
    input: z.json().optional(),
    case: RowRef.optional(),
    as: TestPerson.optional(),
    part: z
      .strictObject({
        mode: z.enum(["to", "from"]),
        nodeId: NodeId,
        items: z.array(z.int().min(0).max(999)).min(1).max(4).optional(),
        earlier: z.uuid().optional(),
      })
      .optional(),
  })
  .refine(
    (asked) => (asked.input === undefined) !== (asked.case === undefined),
    "Give an input, or a row of a dataset.",
  );
export type TestRun = z.infer<typeof TestRun>;
export const StartedTestRun = z.object({ runId: z.uuid(), releaseId: z.uuid() });

export type DraftView = z.infer<typeof DraftView>;
export type DraftEdits = z.infer<typeof DraftEdits>;
