import { z } from "zod";
import { PinnedKnowledge, PinnedRelease } from "@/lib/harness/compile/library";
import { RowRef } from "@/lib/harness/datasets/schema";
import { Command } from "@/lib/harness/graph/command";
import { Draft } from "@/lib/harness/graph/draft";
import { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { NodeId } from "@/lib/release/binding";
import { ToolDefinition } from "@/lib/release/tool-definition";

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
 * the steps before it that are still the same. `item`: of the map around the step only this item runs, counted from 0.
 */
export const TestRun = z
  .strictObject({
    input: z.json().optional(),
    case: RowRef.optional(),
    part: z
      .strictObject({
        mode: z.enum(["to", "from"]),
        nodeId: NodeId,
        item: z.int().min(0).max(999).optional(),
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

/** What an editor offers: tools with the active policies' verdict, prompts with their revisions, model references. */
export const LibraryView = z.object({
  tools: z.array(ToolDefinition),
  verdicts: z.record(z.string(), z.enum(["allow", "deny", "needs_approval"])),
  prompts: z.array(
    z.object({
      key: z.string(),
      revisions: z.array(
        z.object({
          rev: z.int(),
          bodyHash: z.string(),
          body: z.object({ system: z.string(), user: z.string() }),
        }),
      ),
    }),
  ),
  /** What steps may look things up in. */
  knowledge: z.array(PinnedKnowledge),
  /** Releases that a subflow may run. */
  releases: z.array(PinnedRelease),
  models: z.array(z.object({ ref: z.string(), simulated: z.boolean() })),
  isDemo: z.boolean(),
  facts: TargetFacts,
});
export type DraftView = z.infer<typeof DraftView>;
export type LibraryView = z.infer<typeof LibraryView>;
export type DraftEdits = z.infer<typeof DraftEdits>;
