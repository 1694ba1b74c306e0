import type { Draft } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import type { Subject } from "@/lib/harness/readiness/rule";
import { toolFingerprint } from "@/lib/harness/readiness/tool-fingerprint";
import { apply } from "@/lib/harness/testing/demo-draft";
import {
  agentWith,
  changed,
  config,
  evidenceOf,
  facts,
  hooked,
  joined,
  library,
  mapOf,
  memoryDraft,
  openai,
  outputs,
  pinned,
  REAL,
  racing,
  ready,
  tight,
  tool,
  userText,
  withNode,
} from "@/lib/harness/testing/readiness-drafts";
import { isExecutable } from "@/lib/release/node-config";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";

/** Rule, a draft that breaks it, one that does not, and what both are looked at with. */
export type ReadinessCase = {
  rule: string;
  bad: Draft;
  good: Draft;
  more?: Partial<Subject>;
  goodMore?: Partial<Subject>;
  repairs: boolean;
};
export const READINESS_CASES: ReadinessCase[] = [
  { rule: "no-timeout", bad: changed("agent", () => ({ policy: {} })), good: ready, repairs: true },
  {
    rule: "retry-on-unsafe",
    bad: changed("agent", (node) => ({
      config: { ...node.config, tools: ["pay"] },
      policy: { timeoutMs: 1, retry: DEFAULT_RETRY },
    })),
    good: changed("agent", (node) => ({ config: { ...node.config, tools: ["pay"] }, policy: { timeoutMs: 1 } })),
    more: { library },
    repairs: true,
  },
  {
    rule: "unbounded-history",
    bad: { ...ready, context: { ...ready.context, historyShare: 1, maxInputTokens: 900_000 } },
    good: ready,
    repairs: true,
  },
  {
    rule: "unbounded-history",
    bad: config("agent", { context: { history: "thread", historyShare: 0.95, maxInputTokens: 200_000 } }),
    good: config("agent", { context: { history: "none", historyShare: 0.95, maxInputTokens: 200_000 } }),
    repairs: true,
  },
  {
    rule: "type-error",
    bad: { ...changed("end", () => ({ in: { answer: { cel: "steps.agent.output.turns" } } })), outputs },
    good: { ...changed("end", () => ({ in: { answer: { cel: "steps.agent.output.text" } } })), outputs },
    repairs: false,
  },
  {
    rule: "type-error",
    bad: withNode("tool", { config: { tool: "refund_create" }, in: { amount: { cel: "input.message" } } }),
    good: withNode("tool", { config: { tool: "refund_create" }, in: { amount: { cel: "double(input.message)" } } }),
    repairs: false,
  },
  { rule: "context-over-budget", bad: tight("x".repeat(38_000)), good: tight("short"), repairs: true },
  {
    rule: "unbounded-list",
    bad: userText("{% for note in steps.each.output %}{{ note.text }}{% endfor %}"),
    good: userText("{% for note in steps.each.output limit:20 %}{{ note.text }}{% endfor %}"),
    repairs: true,
  },
  {
    rule: "shared-memory-scope",
    bad: memoryDraft(true, "tenant", { cel: "input.message" }),
    good: memoryDraft(true, "user", { cel: "input.message" }),
    repairs: true,
  },
  { rule: "state-race", bad: racing("replace", "number"), good: racing("sum", "number"), repairs: true },
  { rule: "memory-no-version", bad: memoryDraft(false), good: memoryDraft(true), repairs: false },
  {
    rule: "no-outcome-signal",
    bad: { ...ready, outputs: { type: "object" } },
    good: { ...ready, outputs },
    repairs: true,
  },
  { rule: "no-owner", bad: ready, good: ready, more: facts({ hasOwner: false }), goodMore: facts({}), repairs: false },
  {
    rule: "no-policy",
    bad: ready,
    good: ready,
    more: { verdicts: { orders_get: "deny" } },
    goodMore: { verdicts: { orders_get: "allow" } },
    repairs: false,
  },
  {
    rule: "no-policy",
    bad: openai(["anthropic/claude"]),
    good: openai([]),
    more: facts({ models: REAL.map((one) => ({ ...one, verdict: one.ref === "openai/gpt" ? "allow" : "deny" })) }),
    repairs: false,
  },
  { rule: "money-no-approval", bad: agentWith("refund_create"), good: ready, repairs: isExecutable("approval") },
  {
    rule: "trifecta",
    bad: agentWith("orders_get", "web_search"),
    good: agentWith("web_search"),
    repairs: isExecutable("guardrail"),
  },
  {
    rule: "unhandled-failure",
    bad: ready,
    good: changed("agent", (node) => ({ policy: { ...node.policy, onError: "value", fallback: null } })),
    repairs: true,
  },
  { rule: "loop-cost", bad: mapOf(200), good: mapOf(20), repairs: true },
  {
    rule: "no-fallback",
    bad: openai([]),
    good: openai(["anthropic/claude"]),
    more: facts({ models: REAL }),
    repairs: true,
  },
  {
    rule: "secret-in-text",
    bad: userText("Use sk-abcdefghijklmnop1234"),
    good: userText("Use the key"),
    repairs: false,
  },
  {
    rule: "binding-missing",
    bad: agentWith("stock"),
    good: agentWith("stock"),
    more: facts({ secrets: [{ name: "stock_key", hosts: ["other.example.com"] }] }),
    goodMore: facts({ secrets: [{ name: "stock_key", hosts: ["api.example.com"] }] }),
    repairs: false,
  },
  {
    rule: "binding-missing",
    bad: hooked(),
    good: hooked(),
    more: facts({ secrets: [{ name: "other", hosts: [] }] }),
    goodMore: facts({ secrets: [{ name: "hook_key", hosts: [] }] }),
    repairs: false,
  },
  {
    rule: "binding-missing",
    bad: agentWith("tickets"),
    good: agentWith("tickets"),
    more: facts({ secrets: [{ name: "desk_key", hosts: ["other.example.com"] }] }),
    goodMore: facts({ secrets: [{ name: "desk_key", hosts: ["mcp.example.com"] }] }),
    repairs: false,
  },
  {
    rule: "tool-drift",
    bad: agentWith("pay"),
    good: agentWith("pay"),
    more: facts({ toolHashes: { pay: "other" } }),
    goodMore: facts({ toolHashes: { pay: toolFingerprint(tool("pay", { sideEffect: "unsafe" })) } }),
    repairs: false,
  },
  { rule: "unpinned", bad: pinned("latest"), good: pinned(3), more: { library }, repairs: true },
  {
    rule: "eval-missing",
    bad: ready,
    good: ready,
    more: facts({}),
    goodMore: facts({ evidence: evidenceOf(ready) }),
    repairs: false,
  },
  {
    rule: "eval-stale",
    bad: ready,
    good: ready,
    more: facts({ evidence: evidenceOf(userText("another prompt")) }),
    goodMore: facts({ evidence: evidenceOf(ready) }),
    repairs: false,
  },
  {
    rule: "eval-weak",
    bad: ready,
    good: ready,
    more: facts({ evidence: evidenceOf(ready, { verdict: "inconclusive" }) }),
    goodMore: facts({ evidence: evidenceOf(ready) }),
    repairs: false,
  },
  {
    rule: "simulated-evidence",
    bad: ready,
    good: ready,
    more: facts({ evidence: evidenceOf(ready, { simulated: true }) }),
    goodMore: facts({ evidence: evidenceOf(ready) }),
    repairs: false,
  },
  { rule: "simulated-model", bad: ready, good: openai([]), repairs: false },
  {
    rule: "placeholder",
    bad: apply(ready, { kind: "add-nodes", nodes: [newNode(ready, "placeholder")], edges: [], at: {} }),
    good: ready,
    repairs: true,
  },
  {
    rule: "broken-expression",
    bad: changed("end", () => ({ in: { a: { cel: "steps.agent.output +" } } })),
    good: ready,
    repairs: false,
  },
  { rule: "needs-join", bad: joined("transform"), good: joined("join"), repairs: true },
  { rule: "no-four-eyes", bad: ready, good: ready, more: facts({ promoters: 1 }), goodMore: facts({}), repairs: false },
  {
    rule: "no-staging-run",
    bad: ready,
    good: ready,
    more: facts({ ranInStaging: false }),
    goodMore: facts({ ranInStaging: true }),
    repairs: false,
  },
  {
    rule: "unhandled-error-port",
    bad: changed("agent", () => ({ policy: { timeoutMs: 1, onError: "port" } })),
    good: ready,
    repairs: true,
  },
  {
    rule: "unconnected-node",
    bad: apply(ready, { kind: "add-nodes", nodes: [newNode(ready, "transform")], edges: [], at: {} }),
    good: ready,
    repairs: true,
  },
  { rule: "approval-timeout", bad: withNode("approval"), good: ready, repairs: true },
  {
    rule: "no-entry",
    bad: { ...ready, nodes: ready.nodes.filter((node) => node.kind === "agent"), edges: [] },
    good: ready,
    repairs: false,
  },
  { rule: "compiles", bad: ready, good: ready, repairs: false },
];
