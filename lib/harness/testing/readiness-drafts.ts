import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Library } from "@/lib/harness/compile/library";
import { programFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import type { Subject, TargetFacts } from "@/lib/harness/readiness/rule";
import { apply, builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";
import type { NodeKind } from "@/lib/release/node-config";
import type { ModelSlot, StateVariable } from "@/lib/release/program";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** A ready draft whose nodes of a kind are changed. */
export function changed(kind: NodeKind, change: (node: DraftNode) => Partial<DraftNode>, draft = readyDraft()): Draft {
  return { ...draft, nodes: draft.nodes.map((node) => (node.kind === kind ? { ...node, ...change(node) } : node)) };
}
export const config = (kind: NodeKind, more: Record<string, unknown>, draft = readyDraft()) =>
  changed(kind, (node) => ({ config: JSON.parse(JSON.stringify({ ...node.config, ...more })) }), draft);

/** A ready draft with another step after the agent; what leads there is the exit of the agent. */
export function withNode(kind: NodeKind, change: Partial<DraftNode> = {}, draft = readyDraft()): Draft {
  const agent = draft.nodes.find((node) => node.kind === "agent");
  const node = { ...newNode(draft, kind), ...change };
  const edge = { id: newGraphId("e"), from: { node: agent?.id ?? "", port: "out" }, to: { node: node.id, port: "in" } };
  return apply(draft, { kind: "add-nodes", nodes: [node], edges: [edge], at: {} });
}

export const agentWith = (...tools: string[]) => config("agent", { tools });
export const tool = (key: string, more: Partial<ToolDefinition>): ToolDefinition => {
  const [first] = BUILT_IN_TOOLS;
  if (!first) throw new Error("There are built-in tools.");
  return { ...first, key, ...more };
};
const SECRET_TOOL = tool("stock", {
  impl: {
    ...{ kind: "http", method: "GET", url: "https://api.example.com/x", headers: {}, maxResponseBytes: 1_000 },
    secret: { name: "stock_key", header: "authorization", prefix: "" },
  },
});
const SERVED_TOOL = tool("tickets", {
  impl: {
    ...{ kind: "mcp", server: "desk", url: "https://mcp.example.com/", tool: "tickets", fingerprint: "0".repeat(64) },
    secret: { name: "desk_key", header: "authorization", prefix: "Bearer " },
  },
});
/** A ready draft that somebody else starts by a signed request. */
export const hooked = (): Draft => {
  const hook = newNode(ready, "trigger.webhook");
  const config = { auth: "hmac", secret: "hook_key", maxBytes: 1_000 };
  const edge = ready.edges.find((one) => one.from.node === ready.nodes[0]?.id);
  const edges = edge
    ? [{ id: newGraphId("e"), from: { node: hook.id, port: "out" }, to: { node: edge.to.node, port: "in" } }]
    : [];
  return apply(ready, { kind: "add-nodes", nodes: [{ ...hook, config }], edges, at: {} });
};
export const library: Library = {
  ...builtInLibrary,
  tools: new Map([
    ...builtInLibrary.tools,
    ["pay", tool("pay", { sideEffect: "unsafe" })] as const,
    ["stock", SECRET_TOOL] as const,
    ["tickets", SERVED_TOOL] as const,
  ]),
  prompts: new Map([
    [
      "greet",
      ["Hi", "{{ input.name }}", "{{ steps.agnt.output }}", '{{ input.name | default: "you" }}'].map((system, at) => ({
        ...{ rev: at + 3, bodyHash: "h", body: promptBody({ system, user: "" }) },
      })),
    ],
  ]),
};
const FACTS: TargetFacts = {
  hasOwner: true,
  secrets: [],
  models: [{ ref: "sandbox/support-demo", simulated: true }],
  toolHashes: {},
  evidence: [],
  fourEyes: true,
  promoters: 2,
  ranInStaging: null,
};
export const evidenceOf = (draft: Draft, more: object = {}) => {
  const compiled = compileDraft(draft, library);
  if (!compiled.ok) throw new Error("It compiles.");
  const one = { experimentId: "x", name: "E", endedAt: "2026-01-01T00:00:00.000Z", cell: "Draft", items: 50 };
  const interval = { value: 0.9, low: 0.85, high: 0.95 };
  const fingerprint = programFingerprint(compiled.program);
  return [{ ...one, passRate: interval, verdict: "pass" as const, simulated: false, fingerprint, ...more }];
};
export const facts = (more: Partial<TargetFacts>): Partial<Subject> => ({ library, facts: { ...FACTS, ...more } });
export const ready = readyDraft();

/** Two transforms after the agent that set the same variable. */
export function racing(reducer: StateVariable["reducer"], type: string): Draft {
  const state = { total: { schema: { type }, initial: type === "array" ? [] : 0, reducer, maxItems: 10 } };
  const set = { config: { fields: {}, set: { total: { lit: 1 } } } };
  return { ...withNode("transform", set, withNode("transform", set)), state };
}
export const memoryDraft = (ifVersion: boolean, scope = "user", value = { cel: "steps.agent.output.text" }): Draft => {
  const key = { lit: "contact" };
  const read = withNode("memory.read", {
    key: "read",
    in: { key },
    config: { scope, kinds: ["fact"], mode: "key", limit: 1, budgetTokens: 100 },
  });
  const reader = read.nodes.at(-1);
  const write = newNode(read, "memory.write");
  const node = {
    ...write,
    config: { scope, kind: "fact" },
    in: { key, value, ...(ifVersion ? { if_version: { lit: 1 } } : {}) },
  };
  const edge = {
    id: newGraphId("e"),
    from: { node: reader?.id ?? "", port: "out" },
    to: { node: node.id, port: "in" },
  };
  return apply(read, { kind: "add-nodes", nodes: [node], edges: [edge], at: {} });
};
export const mapOf = (maxItems: number): Draft => {
  const draft = withNode("map", { config: { concurrency: 2, maxItems, errorMode: "fail" } });
  const map = draft.nodes.at(-1);
  const inner = [1, 2, 3].map((number) => ({
    ...newNode(draft, "transform", map?.id ?? null),
    key: `inner_${number}`,
  }));
  return apply(draft, { kind: "add-nodes", nodes: inner, edges: [], at: {} });
};
export const userText = (user: string) => config("agent", { prompt: { system: "", user } });
/** The same with a budget of 5,000 tokens. */
export const tight = (user: string): Draft => ({
  ...userText(user),
  context: { ...ready.context, maxInputTokens: 5_000 },
});
export const openai = (fallbacks: string[]): Draft => ({
  ...ready,
  models: { main: { model: "openai/gpt", fallbacks, temperature: 0, maxOutputTokens: 100 } },
});
export const REAL = [
  { ref: "openai/gpt", simulated: false },
  { ref: "anthropic/claude", simulated: false },
];
/** `openai/gpt` has neither tools nor a large window, the other one has both. */
export const ABLE = [
  { ref: "openai/gpt", simulated: false, can: { tools: false, jsonSchema: true }, contextWindow: 8_000 },
  { ref: "anthropic/claude", simulated: false, can: { tools: true, jsonSchema: true }, contextWindow: 200_000 },
];
export const slotAsking = (more: Partial<ModelSlot>): Draft => ({
  ...ready,
  models: { main: { model: "openai/gpt", fallbacks: [], temperature: 0, maxOutputTokens: 100, ...more } },
});
export const pinned = (rev: number | "latest") =>
  config("agent", { prompt: { system: "", user: "", ref: { prompt: "greet", rev } } });
/** Outputs of which one must be given. */
export const needed = { type: "object", properties: { message: { type: "string" } }, required: ["message"] };
export const outputs = { type: "object", properties: { answer: { type: "string" } } };

/** Two steps that both lead to a third. */
export function joined(kind: NodeKind): Draft {
  const draft = withNode("transform", {}, withNode("transform"));
  const sources = draft.nodes.filter((node) => node.kind === "transform");
  const node = newNode(draft, kind);
  const edges = sources.map((source) => ({
    id: newGraphId("e"),
    from: { node: source.id, port: "out" },
    to: { node: node.id, port: "in" },
  }));
  return apply(draft, { kind: "add-nodes", nodes: [node], edges, at: {} });
}
