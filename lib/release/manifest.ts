import { z } from "zod";
import { Key } from "@/lib/release/binding";
import { Evidence } from "@/lib/release/evidence";
import { MemoryGrant } from "@/lib/release/memory-grants";
import { SideEffect, ToolClass } from "@/lib/release/tool-definition";

/** Verdicts that are kept with a release. */
export const MAX_EVIDENCE = 20;

/** A revision of a knowledge that a release reads. */
export const ReadKnowledge = z.strictObject({ knowledge: Key, knowledgeId: z.uuid(), rev: z.int() });
export type ReadKnowledge = z.infer<typeof ReadKnowledge>;

/** What a release is made of and needs: names and hashes, never a secret. `layout` is for the read-only canvas of the run page. */
export const Manifest = z.strictObject({
  format: z.literal("slipway/manifest@1"),
  draftRev: z.int(),
  authors: z.array(z.string()),
  kinds: z.array(z.string()),
  prompts: z.array(z.strictObject({ prompt: z.string(), variant: Key.optional(), rev: z.int(), bodyHash: z.string() })),
  tools: z.array(
    z.strictObject({
      key: Key,
      schemaHash: z.string(),
      sideEffect: SideEffect,
      classes: z.array(ToolClass),
      hosts: z.array(z.string()),
    }),
  ),
  models: z.array(z.string()),
  /** Releases that its subflows run. Absent when it has none. */
  subflows: z
    .array(z.strictObject({ harness: z.string(), release: z.int(), releaseId: z.uuid(), contentHash: z.string() }))
    .optional(),
  /** What its steps look things up in. Absent when they do not. */
  knowledge: z.array(ReadKnowledge).optional(),
  /** What its agents may do with memory, by the key of the step. Absent when they may nothing. */
  memory: z.array(MemoryGrant.extend({ step: Key })).optional(),
  secrets: z.array(z.string()),
  /** Names of variables that the environment must have. Absent when it reads none. */
  vars: z.array(z.string()).optional(),
  /** What experiments had said about exactly this program when it was frozen, newest first. Absent in a candidate, and in releases of before it was kept. */
  evidence: z.array(Evidence).max(MAX_EVIDENCE).optional(),
  layout: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
});
export type Manifest = z.infer<typeof Manifest>;
