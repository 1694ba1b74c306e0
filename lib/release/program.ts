import { z } from "zod";
import { ArgumentName, Binding, Key, NodeId } from "@/lib/release/binding";
import { ContextPolicy } from "@/lib/release/context-policy";
import { JsonSchema } from "@/lib/release/json-schema";
import { NODE_CONFIG, type NodeKind } from "@/lib/release/node-config";
import { StepPolicy } from "@/lib/release/step-policy";
import { SideEffect, ToolDefinition } from "@/lib/release/tool-definition";
import { VariableName } from "@/lib/release/variables";

export const StateVariable = z.strictObject({
  schema: JsonSchema,
  initial: z.json(),
  reducer: z.enum(["replace", "append", "merge", "sum", "max"]),
  maxItems: z.int().min(1).max(10_000),
});
/** A named place for a model. `model` is `<connection name>/<model id>`, for example `sandbox/support-demo`. */
export const ModelSlot = z.strictObject({
  model: z.string().max(120),
  fallbacks: z.array(z.string().max(120)).max(3),
  temperature: z.number().min(0).max(2),
  maxOutputTokens: z.int().min(1).max(200_000),
  /** What every model of the slot must be able to do. A model that is known not to is passed over. */
  needs: z
    .array(z.enum(["tools", "json-schema"]))
    .max(2)
    .optional(),
  /** Tokens that its window must have at least. */
  minWindow: z.int().min(0).max(9_000_000).optional(),
});
export const Limits = z.strictObject({
  maxSteps: z.int().min(1).max(5_000),
  maxActiveMs: z.int().min(1).max(86_400_000),
  maxCostUsd: z.number().min(0.001).max(1_000),
  maxTokens: z.int().min(1).max(50_000_000),
  maxDepth: z.int().min(1).max(8),
  maxParallel: z.int().min(1).max(50),
});
export const DEFAULT_LIMITS: z.infer<typeof Limits> = {
  maxSteps: 500,
  maxActiveMs: 1_200_000,
  maxCostUsd: 1,
  maxTokens: 200_000,
  maxDepth: 5,
  maxParallel: 10,
};

const kinds = Object.keys(NODE_CONFIG) as [NodeKind, ...NodeKind[]];
export const ProgramNode = z.strictObject({
  id: NodeId,
  key: Key,
  kind: z.enum(kinds),
  v: z.literal(1),
  label: z.string().max(80),
  /** The map or loop that contains the node, or null at the top. */
  parent: NodeId.nullable(),
  /** Parsed by `NODE_CONFIG[kind]` when the program is checked; prompts are plain text here. */
  config: z.record(z.string(), z.json()),
  in: z.record(ArgumentName, Binding),
  policy: StepPolicy,
  sideEffect: SideEffect,
});
export const ProgramEdge = z.strictObject({
  id: z.string(),
  from: z.strictObject({ node: NodeId, port: z.string().max(40) }),
  to: z.strictObject({ node: NodeId, port: z.string().max(40) }),
});

/** What a step gave, and the exit that it took. */
export const NodeOutput = z.strictObject({ output: z.json(), port: z.string().max(40) });
/** Formats of programs that this code executes. A worker takes only runs of releases whose format it knows. */
export const PROGRAM_FORMATS = ["slipway/program@1"] as const;

/**
 * What the runtime executes. Order-independent: nodes and edges are sorted by id, notes and layout are gone,
 * prompts and tools are pinned, defaults are filled in. Edges carry control only; data moves by bindings.
 */
export const Program = z.strictObject({
  format: z.enum(PROGRAM_FORMATS),
  name: z.string().max(80),
  inputs: JsonSchema,
  outputs: JsonSchema,
  state: z.record(Key, StateVariable),
  context: ContextPolicy,
  models: z.record(z.string().max(40), ModelSlot),
  tools: z.record(Key, ToolDefinition),
  limits: Limits,
  nodes: z.array(ProgramNode).max(1_000),
  edges: z.array(ProgramEdge).max(3_000),
  /** Names of the variables of its environment that its expressions read. Absent when they read none. */
  vars: z.array(VariableName).optional(),
  /** Outputs that are given instead of made, by node id. Only test runs have them: refused outside of `draft`. */
  givenOutputs: z.record(NodeId, NodeOutput).optional(),
  /** The one item that a map runs, counted from 0, by the map's node id. Only test runs have them, as above. */
  onlyItems: z.record(NodeId, z.int().min(0).max(999)).optional(),
});
export type NodeOutput = z.infer<typeof NodeOutput>;
export type Program = z.infer<typeof Program>;
export type ProgramNode = z.infer<typeof ProgramNode>;
export type ProgramEdge = z.infer<typeof ProgramEdge>;
export type ModelSlot = z.infer<typeof ModelSlot>;
export type Limits = z.infer<typeof Limits>;
export type StateVariable = z.infer<typeof StateVariable>;
