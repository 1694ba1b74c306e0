import type { SandboxRule } from "@/lib/release/sandbox-script";

const judge = (pattern: string | undefined, verdict: "pass" | "block", confidence: number): SandboxRule => ({
  when: { schemaName: "Judgement", ...(pattern === undefined ? {} : { userMatches: pattern }) },
  json: { verdict, confidence, reason: "[simulated] The script says so; nothing was judged." },
});

/** What the shipped scripts answer as a judge of a guardrail: pass, but `[simulate block]` blocks and `[simulate doubt]` is not sure. */
export const ASKED_JUDGEMENTS: readonly SandboxRule[] = [
  judge("\\[simulate block\\]", "block", 0.9),
  judge("\\[simulate doubt\\]", "pass", 0.2),
  judge(undefined, "pass", 0.9),
];
