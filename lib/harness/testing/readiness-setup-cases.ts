import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { newNode } from "@/lib/harness/nodes/new-node";
import { apply } from "@/lib/harness/testing/demo-draft";
import type { ReadinessCase } from "@/lib/harness/testing/readiness-case";
import { config, joined, outputs, ready, withNode } from "@/lib/harness/testing/readiness-drafts";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { NodeKind } from "@/lib/release/node-config";

const schedule = (more: Record<string, string | object>): Draft => {
  const node = newNode(ready, "trigger.schedule");
  const config = JSON.parse(JSON.stringify({ ...node.config, input: { message: "Report" }, ...more }));
  return apply(ready, { kind: "add-nodes", nodes: [{ ...node, config }], edges: [], at: {} });
};

const webhook = (from: string, ...path: string[]): Draft => {
  const node = { ...newNode(ready, "trigger.webhook"), in: { message: { ref: { from, path } } } };
  return apply(ready, { kind: "add-nodes", nodes: [node], edges: [], at: {} });
};

const START = { initial: 0, reducer: "sum" as const, maxItems: 10 };
const approvalOf = (form: JsonSchema) => ({
  title: "May it go on?",
  form,
  excludeStarter: true,
  expiresMs: 86_400_000,
});
const checking = (schema: object): Draft =>
  withNode("guardrail", {
    config: JSON.parse(JSON.stringify({ action: "block", checks: [{ kind: "schema", schema }] })),
  });

const CASE = { label: "", when: "true" };
const branching = (keys: string[], policy: DraftNode["policy"] = {}): Draft =>
  withNode("branch", { config: { cases: keys.map((key) => ({ key, ...CASE })) }, policy });
const sorting = (...keys: string[]): Draft => {
  const labels = keys.map((key) => ({ key, description: "" }));
  return withNode("classify", { config: { slot: "main", instruction: "", labels } });
};
const request = (url: string, headers: Record<string, string> = {}): Draft => {
  const { config: own } = newNode(ready, "http");
  return withNode("http", { config: { ...own, url, headers } });
};
const guarding = (...checks: Record<string, string | number>[]): Draft =>
  withNode("guardrail", { config: { action: "block", checks } });
const waiting = (more: Record<string, string>): Draft =>
  withNode("wait", { config: { mode: "signal", durationMs: 1_000, ...more } });
/** Two ways into a join that goes on when some have arrived. */
const joining = (n?: number): Draft => config("join", { mode: "n", n }, joined("join"));
const holding = (kind: "map" | "loop", inside: NodeKind): Draft => {
  const draft = withNode(kind);
  const node = { ...newNode(draft, inside, draft.nodes.at(-1)?.id ?? null) };
  return apply(draft, { kind: "add-nodes", nodes: [node], edges: [], at: {} });
};

/** A step between the agent and the end, which it leads to by one of its exits. */
const onItsWay = (kind: NodeKind, port: string, more: Record<string, string> = {}): Draft => {
  const draft = config(kind, more, withNode(kind));
  const [node, end] = [draft.nodes.at(-1)?.id ?? "", draft.nodes.find((one) => one.kind === "end")?.id];
  const edges = draft.edges.map((edge) => (edge.to.node === end ? { ...edge, from: { node, port } } : edge));
  return { ...draft, edges };
};
/** Of how steps are set up: what a run could only refuse. */
export const SETUP_CASES: ReadinessCase[] = [
  { rule: "bad-schedule", bad: schedule({ cron: "60 9 * * *" }), good: schedule({}), repairs: false },
  {
    rule: "bad-schedule",
    bad: schedule({ cron: "0 9 31 2 *" }),
    good: schedule({ cron: "0 9 29 2 *" }),
    repairs: false,
  },
  {
    rule: "bad-schedule",
    bad: schedule({ zone: "Mars/Base" }),
    good: schedule({ zone: "Europe/Vienna" }),
    repairs: false,
  },
  { rule: "bad-schedule", bad: schedule({ input: {} }), good: schedule({}), repairs: false },
  { rule: "bad-webhook", bad: webhook("state", "topic"), good: webhook("input", "body", "topic"), repairs: false },
  { rule: "bad-webhook", bad: webhook("n_0000000000gone"), good: webhook("input", "headers", "x-id"), repairs: false },
  { rule: "bad-webhook", bad: webhook("input", "topic"), good: webhook("input"), repairs: false },
  { rule: "broken-schema", bad: { ...ready, inputs: { type: "banana" } }, good: ready, repairs: false },
  {
    rule: "broken-schema",
    bad: { ...ready, outputs: { type: "object", patternProperties: { a: {} } } },
    good: { ...ready, outputs },
    repairs: false,
  },
  {
    rule: "broken-schema",
    bad: { ...ready, state: { total: { schema: { $ref: "https://example.com/s" }, ...START } } },
    good: { ...ready, state: { total: { schema: { type: "number" }, ...START } } },
    repairs: false,
  },
  {
    rule: "broken-schema",
    bad: config("agent", { output: { type: "object", properties: [1] } }),
    good: config("agent", { output: outputs }),
    repairs: false,
  },
  {
    rule: "broken-schema",
    bad: withNode("approval", { config: approvalOf({ type: "banana" }) }),
    good: withNode("approval", { config: approvalOf(outputs) }),
    repairs: false,
  },
  { rule: "broken-schema", bad: checking({ pattern: "(?!x)" }), good: checking({ pattern: "x" }), repairs: false },
  { rule: "double-exit", bad: branching(["a", "a"]), good: branching(["a", "b"]), repairs: false },
  { rule: "double-exit", bad: branching(["else"]), good: branching(["error"]), repairs: false },
  {
    rule: "double-exit",
    bad: branching(["error"], { onError: "port" }),
    good: branching(["a"], { onError: "port" }),
    repairs: false,
  },
  { rule: "double-exit", bad: sorting("other", "bill"), good: sorting("order", "bill"), repairs: false },
  {
    rule: "misconfigured-step",
    bad: request("https://{{ args.host }}/orders"),
    good: request("https://api.example.com/{{ args.id }}"),
    repairs: false,
  },
  {
    rule: "misconfigured-step",
    bad: request("https://api.example.com/", { Authorization: "Bearer abc" }),
    good: request("https://api.example.com/", { Accept: "text/csv" }),
    repairs: false,
  },
  {
    rule: "misconfigured-step",
    bad: guarding({ kind: "secrets" }, { kind: "regex", name: "x", pattern: "(?!x)" }),
    good: guarding({ kind: "secrets" }, { kind: "regex", name: "x", pattern: "x+" }),
    repairs: false,
  },
  {
    rule: "misconfigured-step",
    bad: guarding({ kind: "length", min: 3, max: 2 }),
    good: guarding({ kind: "length", min: 3, max: 3 }),
    repairs: false,
  },
  { rule: "misconfigured-step", bad: joining(5), good: joining(2), repairs: true },
  { rule: "misconfigured-step", bad: joining(), good: joining(1), repairs: true },
  { rule: "misconfigured-step", bad: waiting({}), good: waiting({ signal: "go_on" }), repairs: false },
  { rule: "misconfigured-step", bad: withNode("map"), good: holding("map", "transform"), repairs: false },
  { rule: "misconfigured-step", bad: holding("loop", "note"), good: holding("loop", "transform"), repairs: false },
  { rule: "unwired-exit", bad: onItsWay("guardrail", "pass"), good: onItsWay("guardrail", "block"), repairs: true },
  {
    rule: "unwired-exit",
    bad: onItsWay("approval", "approved"),
    good: onItsWay("approval", "rejected"),
    repairs: true,
  },
  { rule: "unwired-exit", bad: onItsWay("branch", "yes"), good: withNode("branch"), repairs: true },
  {
    rule: "unwired-exit",
    bad: onItsWay("wait", "out", { mode: "signal", signal: "go_on" }),
    good: onItsWay("wait", "out"),
    repairs: true,
  },
];
