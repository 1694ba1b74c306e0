import { z } from "zod";
import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { JsonSchema } from "@/lib/release/json-schema";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import type { VariableType } from "@/lib/release/variables";

/** A release that a subflow may run. `inputs`: the fields that it takes, `outputs`: what it gives; null when they are not known. */
export const PinnedRelease = z.object({
  harness: z.string(),
  release: z.int(),
  releaseId: z.uuid(),
  contentHash: z.string(),
  inputs: z.array(z.object({ name: z.string(), required: z.boolean(), schema: JsonSchema.optional() })).nullable(),
  outputs: JsonSchema.nullish(),
});
export type PinnedRelease = z.infer<typeof PinnedRelease>;
/** A knowledge as it is now; a release pins the revision. */
export const PinnedKnowledge = z.object({
  knowledge: z.string(),
  name: z.string(),
  knowledgeId: z.uuid(),
  rev: z.int(),
});
export type PinnedKnowledge = z.infer<typeof PinnedKnowledge>;
export const releaseKey = (one: { harness: string; release: number }): string => `${one.harness}@${one.release}`;

/** What a draft may refer to, as it is now. A release pins what it used. */
export type Library = {
  tools: ReadonlyMap<string, ToolDefinition>;
  /** Tools whose MCP server serves something else than what was approved. */
  quarantined?: ReadonlySet<string>;
  /** By `promptName`; revisions oldest first. */
  prompts: ReadonlyMap<string, readonly { rev: number; bodyHash: string; body: PromptBody }[]>;
  /** What steps may look things up in, by key. */
  knowledge?: ReadonlyMap<string, PinnedKnowledge>;
  /** Variables of the environments: what each is. */
  variables?: ReadonlyMap<string, VariableType>;
  /** Releases of every harness, by `<slug>@<number>`. */
  releases: ReadonlyMap<string, PinnedRelease>;
};
