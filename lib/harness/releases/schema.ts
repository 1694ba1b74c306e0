import { z } from "zod";
import { DecisionWhy } from "@/lib/governance/policies/decision";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";
import { Evidence } from "@/lib/release/evidence";
import { Finding, ReadinessReport } from "@/lib/release/readiness-report";

export const Revocation = z.object({ by: z.string(), reason: z.string(), at: z.iso.datetime() });
export const NewRevocation = z.strictObject({ reason: z.string().trim().min(3).max(500) });
/** A release that an environment runs. `isArchived`: its harness has no pages. */
export const RoutedRelease = z.object({
  harness: z.object({ slug: z.string(), name: z.string(), isArchived: z.boolean() }),
  releaseId: z.uuid(),
  number: z.int().nullable(),
  environment: z.string(),
});
export type RoutedRelease = z.infer<typeof RoutedRelease>;
export const ReleaseView = z.object({
  id: z.uuid(),
  number: z.int(),
  contentHash: z.string(),
  createdBy: z.string(),
  at: z.iso.datetime(),
  /** Environments that run it now. */
  environments: z.array(z.enum(["staging", "production"])),
  /** Set: no run of it starts any more. */
  revoked: Revocation.nullable(),
  steps: z.int(),
  models: z.array(z.string()),
  tools: z.array(z.string()),
  findings: z.object({ block: z.int(), review: z.int(), advice: z.int() }),
});
export const ProgramChange = z.object({
  part: z.enum(["step", "line", "tool", "model", "state", "setting"]),
  name: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  /** What of it changed; empty for an added or a removed part. */
  fields: z.array(z.string()),
});
export const ReleaseDetail = z.object({
  release: ReleaseView,
  /** Runs of it that have not ended. */
  runsUnderWay: z.int(),
  draftRev: z.int(),
  authors: z.array(z.string()),
  prompts: z.array(z.object({ prompt: z.string(), rev: z.int() })),
  knowledge: z.array(z.object({ knowledge: z.string(), rev: z.int() })),
  memory: z.array(z.object({ step: z.string(), scope: z.string(), read: z.boolean(), write: z.boolean() })),
  secrets: z.array(z.string()),
  variables: z.array(z.string()),
  hosts: z.array(z.string()),
  findings: z.array(Finding.omit({ repair: true })),
  /** What experiments had said when it was made; null: made before that was kept. */
  evidence: z.array(Evidence).nullable(),
  /** What production runs; for that one the release before it; null for a first release. */
  comparedTo: z.int().nullable(),
  changes: z.array(ProgramChange),
  /** What changed inside of steps and tools, to compare word by word. */
  texts: z.array(
    z.object({
      group: z.enum(["prompts", "tools", "graph", "policy"]),
      where: z.string(),
      field: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
});
const AccessAnswer = z.object({
  /** `unasked`: no policy is asked about it. */
  verdict: z.enum(["allow", "needs_approval", "deny", "unasked"]),
  why: DecisionWhy.nullable(),
  /** Titles of the policies that decide. */
  policies: z.array(z.string()),
  /** Policies that look at the call itself and may still say something else. */
  conditional: z.array(z.object({ title: z.string(), effect: z.enum(["allow", "ask", "forbid"]) })),
});
export const AccessChange = z.object({
  does: z.enum([
    "use-model",
    "call-tool",
    "send-http",
    "read-knowledge",
    "agent-read-memory",
    "agent-write-memory",
    /** Of steps; those of agents are granted. */
    "read-memory",
    "write-memory",
    "run-release",
  ]),
  resource: z.string(),
  change: z.enum(["added", "removed", "changed", "same"]),
  /** Keys of the steps that do it; of the other release when this one does not. */
  steps: z.array(z.string()),
  /** Null: that release cannot do it. */
  before: AccessAnswer.nullable(),
  after: AccessAnswer.nullable(),
});
export const ReleaseAccess = z.object({
  environment: z.enum(["staging", "production"]),
  /** The release that the environment runs; null when it runs none, or this one. */
  comparedTo: z.int().nullable(),
  /** The version of the policies that was asked; 0: none is in force. */
  policyVersion: z.int(),
  items: z.array(AccessChange),
});
const RouteEventView = z.object({
  id: z.uuid(),
  environment: z.string(),
  kind: z.enum(["promote", "rollback"]),
  from: z.int().nullable(),
  to: z.int().nullable(),
  by: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
});
export const ReleaseList = z.object({
  harness: z.object({ slug: z.string(), name: z.string() }),
  /** How often each environment was changed; what a promotion names to change nothing that it did not see. */
  routeRevs: z.object({ staging: z.int(), production: z.int() }),
  items: z.array(ReleaseView),
  events: z.array(RouteEventView),
});
export const CreatedRelease = z.object({
  id: z.uuid(),
  number: z.int(),
  contentHash: z.string(),
  created: z.boolean(),
});
export const Promotion = z.strictObject({
  releaseId: z.uuid(),
  reason: z.string().max(500).default(""),
  /** Confirms that nobody else looks at it, when you are the only one who may promote. */
  waiveSecondPerson: z.boolean().default(false),
  /** What `routeRevs` of the list said of the environment. Another number now is a conflict; absent: whatever runs there. */
  routeRev: z.int().min(0).max(MAX_INT4).optional(),
});
export const Promoted = z.object({ environment: z.string(), releaseId: z.uuid(), rev: z.int() });
export const Readiness = ReadinessReport;
export type ReleaseView = z.infer<typeof ReleaseView>;
export type ReleaseList = z.infer<typeof ReleaseList>;
export type ProgramChange = z.infer<typeof ProgramChange>;
export type ReleaseDetail = z.infer<typeof ReleaseDetail>;
export type AccessAnswer = z.infer<typeof AccessAnswer>;
export type AccessChange = z.infer<typeof AccessChange>;
export type ReleaseAccess = z.infer<typeof ReleaseAccess>;
