import { z } from "zod";

/** What an agent wants to do. Arguments are checked against the tool's input schema before the policy sees them. */
export type AgentAction =
  | {
      kind: "tool.call";
      tool: { key: string; classes: string[]; sideEffect: string; inputSchema: Record<string, unknown> };
      args: unknown;
    }
  | { kind: "model.invoke"; model: { ref: string; provider: string; external: boolean }; inputTokens: number }
  | { kind: "knowledge.read"; knowledge: { key: string } }
  | { kind: "memory.read"; memory: { scope: string } }
  | { kind: "memory.write"; memory: { scope: string } };

export type DecisionInput = {
  runId: string;
  nodeKey: string;
  stepKey: string;
  attempt: number;
  harnessSlug: string;
  projectId: string;
  environment: string;
  /** Milliseconds since the epoch. */
  now: number;
  taint: { untrustedInput: boolean; readSensitive: boolean };
  usage: { runCostMicros: number; runSteps: number; toolCallsInRun: number };
  action: AgentAction;
  /** A person has approved exactly this call. */
  approved: boolean;
};

export const Verdict = z.enum(["allow", "deny", "needs_approval"]);
export type Verdict = z.infer<typeof Verdict>;

/** Why a verdict was given. `approval_unavailable` is in old decisions only: nobody could be asked then. `engine_unavailable` is not an answer: the run waits, it does not proceed. */
export const DecisionWhy = z.enum([
  "policy",
  "default_deny",
  "policy_error",
  "invalid_request",
  "approval_unavailable",
  "engine_unavailable",
]);
export type DecisionWhy = z.infer<typeof DecisionWhy>;

export type DecisionResult = {
  decisionId: string;
  verdict: Verdict;
  why: DecisionWhy;
  /** The determining policies; for default_deny empty. */
  reasons: { id: string; title: string; effect: "permit" | "forbid" }[];
  obligations: string[];
  policyVersion: number;
  latencyUs: number;
  /** False: the tenant had no budget when the decision was stored, so there is nothing to reserve in. */
  isBudgeted: boolean;
};
