import type { DraftNode } from "@/lib/harness/graph/draft";
import type { NodeKind } from "@/lib/release/node-config";
import type { StepPolicy } from "@/lib/release/step-policy";

type NodeGroup = "Start and end" | "Models" | "Tools" | "Flow" | "Data";
export type NodeDefinition = {
  kind: NodeKind;
  title: string;
  /** One sentence for the palette and the inspector. */
  description: string;
  group: NodeGroup;
  /** Other words that people search by. */
  synonyms: string;
  config: DraftNode["config"];
  in: DraftNode["in"];
  policy: Partial<StepPolicy>;
};

const prompt = (user: string) => ({ system: "", user });
const timeout = (seconds: number) => ({ timeoutMs: seconds * 1_000 });

/** Every kind of node, in the order of the palette, with what a new one starts with. */
export const CATALOGUE: readonly NodeDefinition[] = [
  {
    kind: "trigger.chat",
    title: "Chat message",
    description: "Starts a run for each message of a conversation.",
    group: "Start and end",
    synonyms: "trigger start input conversation",
    config: { threadPer: "session" },
    in: {},
    policy: {},
  },
  {
    kind: "trigger.api",
    title: "API call",
    description: "Starts a run when a program asks for one.",
    group: "Start and end",
    synonyms: "trigger start input http request",
    config: { mode: "async", waitMs: 30_000 },
    in: {},
    policy: {},
  },
  {
    kind: "end",
    title: "End",
    description: "Ends the run with its output. The first end that is reached counts.",
    group: "Start and end",
    synonyms: "finish output result stop respond",
    config: { outcome: "success" },
    in: {},
    policy: {},
  },
  {
    kind: "agent",
    title: "Agent",
    description: "A model that uses tools until it has an answer.",
    group: "Models",
    synonyms: "llm tools assistant loop",
    config: {
      slot: "main",
      prompt: prompt("{{ input.message }}"),
      tools: [],
      maxTurns: 8,
      maxTokens: 60_000,
      parallelToolCalls: 4,
    },
    in: {},
    policy: timeout(120),
  },
  {
    kind: "llm",
    title: "Model call",
    description: "One answer of a model, as text or as data.",
    group: "Models",
    synonyms: "llm prompt completion generate",
    config: { slot: "main", prompt: prompt("{{ input.message }}") },
    in: {},
    policy: timeout(60),
  },
  {
    kind: "classify",
    title: "Classify",
    description: "Lets a model choose one of your labels; each label is an exit.",
    group: "Models",
    synonyms: "route intent label category",
    config: {
      slot: "main",
      instruction: "Which of these is it?",
      labels: [
        { key: "question", description: "The person asks something" },
        { key: "problem", description: "The person reports a problem" },
      ],
    },
    in: { text: { tpl: "{{ input.message }}" } },
    policy: timeout(30),
  },
  {
    kind: "tool",
    title: "Tool",
    description: "Calls one tool with the arguments that you give it.",
    group: "Tools",
    synonyms: "function action call",
    config: { tool: "orders_get" },
    in: {},
    policy: timeout(30),
  },
  {
    kind: "http",
    title: "HTTP request",
    description: "Calls an address on the internet.",
    group: "Tools",
    synonyms: "rest api fetch url webhook",
    config: {
      method: "GET",
      url: "https://example.com/",
      headers: {},
      maxResponseBytes: 1_000_000,
      sideEffect: "none",
    },
    in: {},
    policy: timeout(30),
  },
  {
    kind: "branch",
    title: "Branch",
    description: "Goes the first way whose condition is true.",
    group: "Flow",
    synonyms: "if else condition switch",
    config: { cases: [{ key: "yes", label: "yes", when: "true" }] },
    in: {},
    policy: {},
  },
  {
    kind: "map",
    title: "Map",
    description: "Does the steps inside of it for each item of a list, several at a time.",
    group: "Flow",
    synonyms: "loop each parallel fan-out list",
    config: { concurrency: 5, maxItems: 200, errorMode: "fail" },
    in: { items: { cel: "[]" } },
    policy: {},
  },
  {
    kind: "join",
    title: "Join",
    description: "Waits for parallel ways to come together.",
    group: "Flow",
    synonyms: "merge wait all any",
    config: { mode: "all", timeoutMs: 600_000, onTimeout: "error", late: "cancel", merge: "object" },
    in: {},
    policy: {},
  },
  {
    kind: "transform",
    title: "Transform",
    description: "Computes fields from what is known, and sets state.",
    group: "Data",
    synonyms: "map set compute expression variable state",
    config: { fields: { value: { cel: "input" } }, set: {} },
    in: {},
    policy: {},
  },
  {
    kind: "note",
    title: "Note",
    description: "A text on the canvas. It does nothing.",
    group: "Data",
    synonyms: "comment sticky text",
    config: { text: "" },
    in: {},
    policy: {},
  },
];

const BY_KIND = new Map(CATALOGUE.map((definition) => [definition.kind, definition]));

/** The definition of a kind. Every kind has one. */
export function definitionOf(kind: NodeKind): NodeDefinition {
  const found = BY_KIND.get(kind);
  if (!found) throw new Error(`The catalogue has no ${kind}.`);
  return found;
}
