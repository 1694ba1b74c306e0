import { z } from "zod";
import { PinnedKnowledge, PinnedRelease } from "@/lib/harness/compile/library";
import { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { StandingVerdict, TargetFacts } from "@/lib/harness/readiness/target-facts";
import { ToolDefinition } from "@/lib/release/tool-definition";
import { VariableType } from "@/lib/release/variables";

/** What an editor offers: tools with the active policies' verdict, prompts with their revisions, model references. */
export const LibraryView = z.object({
  tools: z.array(ToolDefinition),
  verdicts: z.record(z.string(), StandingVerdict),
  prompts: z.array(
    z.object({
      key: z.string(),
      revisions: z.array(
        z.object({
          rev: z.int(),
          bodyHash: z.string(),
          body: PromptBody,
        }),
      ),
    }),
  ),
  /** What steps may look things up in. */
  knowledge: z.array(PinnedKnowledge),
  /** Variables of the environments. */
  variables: z.array(z.object({ name: z.string(), type: VariableType })),
  /** Releases that a subflow may run. */
  releases: z.array(PinnedRelease),
  models: z.array(z.object({ ref: z.string(), simulated: z.boolean() })),
  isDemo: z.boolean(),
  facts: TargetFacts,
});
export type LibraryView = z.infer<typeof LibraryView>;
