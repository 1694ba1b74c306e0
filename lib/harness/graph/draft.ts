import { z } from "zod";
import { ArgumentName, Binding, Key, NodeId } from "@/lib/release/binding";
import { ContextPolicy, DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import { JsonSchema } from "@/lib/release/json-schema";
import { NODE_KINDS } from "@/lib/release/node-config";
import { DEFAULT_LIMITS, Limits, ModelSlot, StateVariable } from "@/lib/release/program";
import { StepPolicy } from "@/lib/release/step-policy";

/** Rows that a draft may have. */
export const MAX_NODES = 1_000;
export const MAX_EDGES = 3_000;
export const MAX_GROUPS = 200;

export const EdgeId = z.string().regex(/^e_[0-9a-z]{10,26}$/);
/** Words that an expression cannot read as a member: `steps.true`. */
export const RESERVED: ReadonlySet<string> = new Set(["true", "false", "null", "in", "constructor"]);
export const NodeKey = Key.refine((key) => !RESERVED.has(key), "This word means something else in expressions.");
export const DraftNode = z.strictObject({
  /** Permanent and opaque: edges, references and traces use it. */
  id: NodeId,
  /** What expressions call the node: `steps.<key>.output`. */
  key: NodeKey,
  kind: z.enum(NODE_KINDS),
  v: z.literal(1),
  label: z.string().max(80),
  /** The map or loop that it is inside of, or null. */
  parent: NodeId.nullable(),
  /** Parsed by `NODE_CONFIG[kind]`; a draft may hold what is not right yet. */
  config: z.record(z.string(), z.json()),
  in: z.record(ArgumentName, Binding),
  policy: StepPolicy.partial(),
});
const End = z.strictObject({ node: NodeId, port: z.string().max(40) });
export const DraftEdge = z.strictObject({ id: EdgeId, from: End, to: End });
export const Place = z.strictObject({
  x: z.number(),
  y: z.number(),
  w: z.number().optional(),
  h: z.number().optional(),
});

/** Nodes of one container that are framed together, or drawn as one card. It means nothing to a run. */
export const NodeGroup = z.strictObject({
  id: z.string().regex(/^g_[0-9a-z]{10,26}$/),
  label: z.string().max(80),
  /** One of the eight categorical hues. */
  colour: z.int().min(0).max(7),
  nodes: z.array(NodeId).max(MAX_NODES),
  collapsed: z.boolean(),
});

/** A harness while it is being drawn. Edges carry control only; data moves by references. */
export const Draft = z.strictObject({
  format: z.literal("slipway/workflow@1"),
  name: z.string().min(1).max(80),
  inputs: JsonSchema,
  outputs: JsonSchema,
  state: z.record(Key, StateVariable),
  context: ContextPolicy,
  models: z.record(Key, ModelSlot),
  limits: Limits,
  nodes: z.array(DraftNode).max(MAX_NODES),
  edges: z.array(DraftEdge).max(MAX_EDGES),
  /** Where nodes are on the canvas, in pixels; relative to the map for nodes inside one. */
  at: z.record(NodeId, Place),
  groups: z.array(NodeGroup).max(MAX_GROUPS).default([]),
});
export type Draft = z.infer<typeof Draft>;
export type DraftNode = z.infer<typeof DraftNode>;
export type DraftEdge = z.infer<typeof DraftEdge>;
export type NodeGroup = z.infer<typeof NodeGroup>;
export type Place = z.infer<typeof Place>;

/** A draft with nothing in it: a text in, the simulated echo model in the one slot. */
export function emptyDraft(name: string): Draft {
  return {
    format: "slipway/workflow@1",
    name,
    inputs: {
      type: "object",
      properties: { message: { type: "string", description: "What the person says" } },
      required: ["message"],
    },
    outputs: { type: "object" },
    state: {},
    context: DEFAULT_CONTEXT_POLICY,
    models: { main: { model: "sandbox/support-demo", fallbacks: [], temperature: 0.2, maxOutputTokens: 1_024 } },
    limits: DEFAULT_LIMITS,
    nodes: [],
    edges: [],
    at: {},
    groups: [],
  };
}
