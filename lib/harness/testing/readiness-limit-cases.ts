import type { Draft } from "@/lib/harness/graph/draft";
import type { ReadinessCase } from "@/lib/harness/testing/readiness-case";
import {
  ABLE,
  changed,
  facts,
  joined,
  openai,
  REAL,
  ready,
  slotAsking,
  tight,
  userText,
  withNode,
} from "@/lib/harness/testing/readiness-drafts";
import type { NodeKind } from "@/lib/release/node-config";

const HTTP = {
  ...{ method: "POST", url: "https://api.example.com/orders", headers: {} },
  ...{ maxResponseBytes: 1_000, sideEffect: "unsafe" },
};

/** A message of at most so many characters, in a call that may have 5,000 tokens. */
const longest = (maxLength: number): Draft => ({
  ...tight("{{ input.message }}"),
  inputs: { type: "object", properties: { message: { type: "string", maxLength } }, required: ["message"] },
});

/** Two steps behind two exits of the agent, or both behind one, lead to a third. */
const meeting = (port: "limit" | "out"): Draft => {
  const draft = joined("transform");
  const [, other] = draft.nodes.filter((node) => node.kind === "transform");
  return {
    ...draft,
    edges: draft.edges.map((edge) => (edge.to.node === other?.id ? { ...edge, from: { ...edge.from, port } } : edge)),
  };
};

const [STAYS, LEFT] = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"] as const;
const approvalOf = (...users: string[]): Draft =>
  withNode("approval", { config: { title: "May it go on?", users, excludeStarter: true, expiresMs: 86_400_000 } });

const attemptOf = (kind: NodeKind, timeoutMs: number): Draft =>
  kind === "agent" ? changed(kind, () => ({ policy: { timeoutMs } })) : withNode(kind, { policy: { timeoutMs } });
const transformOf = (count: number): Draft => {
  const fields = Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${at}`, { lit: at }]));
  return withNode("transform", { config: { fields, set: {} } });
};

/** Of what may be used, of what models can do, and of keys that no pattern knows. */
export const LIMIT_CASES: ReadinessCase[] = [
  { rule: "timeout-over-cap", bad: attemptOf("agent", 900_001), good: attemptOf("agent", 900_000), repairs: true },
  { rule: "timeout-over-cap", bad: attemptOf("code", 201), good: attemptOf("code", 200), repairs: true },
  { rule: "timeout-over-cap", bad: attemptOf("http", 300_001), good: attemptOf("http", 300_000), repairs: true },
  { rule: "too-many-fields", bad: transformOf(51), good: transformOf(50), repairs: false },
  {
    rule: "approver-gone",
    bad: approvalOf(STAYS, LEFT),
    good: approvalOf(STAYS),
    more: facts({ approvers: [STAYS] }),
    repairs: true,
  },
  {
    rule: "approver-gone",
    bad: approvalOf(LEFT),
    good: approvalOf(STAYS),
    more: facts({ approvers: [STAYS] }),
    repairs: true,
  },
  { rule: "needs-join", bad: meeting("out"), good: meeting("limit"), repairs: true },
  { rule: "context-over-budget", bad: longest(40_000), good: longest(4_000), repairs: true },
  {
    rule: "simulated-model",
    bad: openai(["sandbox/support-demo"]),
    good: openai(["anthropic/claude"]),
    more: { isDemo: false },
    repairs: true,
  },
  { rule: "simulated-model", bad: ready, good: openai([]), more: facts({ models: REAL }), repairs: true },
  {
    rule: "no-policy",
    bad: openai([]),
    good: openai([]),
    more: facts({ models: REAL.map((one) => ({ ...one, verdict: "never" as const })) }),
    goodMore: facts({ models: REAL.map((one) => ({ ...one, verdict: "allow" as const })) }),
    repairs: false,
  },
  {
    rule: "no-policy",
    bad: withNode("http", { config: HTTP }),
    good: withNode("http", { config: { ...HTTP, method: "GET" } }),
    more: facts({
      stepVerdicts: { "send-http POST api.example.com": "deny", "send-http GET api.example.com": "allow" },
    }),
    repairs: false,
  },
  {
    rule: "loop-cost",
    bad: changed("agent", ({ config: own }) => ({ config: { ...own, maxTurns: 50, maxTokens: 300_000 } })),
    good: changed("agent", ({ config: own }) => ({ config: { ...own, maxTurns: 50, maxTokens: 100_000 } })),
    repairs: true,
  },
  {
    rule: "model-lacks",
    bad: slotAsking({ needs: ["tools"] }),
    good: slotAsking({ needs: ["json-schema"] }),
    more: facts({ models: ABLE }),
    repairs: true,
  },
  {
    rule: "model-lacks",
    bad: slotAsking({ minWindow: 50_000 }),
    good: slotAsking({ minWindow: 5_000 }),
    more: facts({ models: ABLE }),
    repairs: true,
  },
  {
    rule: "secret-in-text",
    bad: userText("The token is kJ8vQ2xN7bR4tY9wZ3mL6pS1dF5gH0aC for the shop"),
    good: userText(
      "Read https://shop.example.com/articles/how-to-return-a-parcel-within-30-days?lang=en and order 4111-2222-3333",
    ),
    repairs: false,
  },
];
