import { z } from "zod";
import { Draft, DraftEdge, DraftNode, EdgeId, NodeGroup, NodeKey, Place } from "@/lib/harness/graph/draft";
import { DraftChange } from "@/lib/harness/graph/draft-change";
import { NodeId } from "@/lib/release/binding";

const Fields = Draft.pick({
  name: true,
  inputs: true,
  outputs: true,
  state: true,
  context: true,
  models: true,
  limits: true,
})
  .extend({ groups: z.array(NodeGroup).max(200) })
  .partial();

const SingleCommand = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("add-nodes"),
    nodes: z.array(DraftNode).max(1_000),
    edges: z.array(DraftEdge).max(3_000),
    at: z.record(NodeId, Place),
  }),
  z.strictObject({ kind: z.literal("remove"), nodes: z.array(NodeId).max(1_000), edges: z.array(EdgeId).max(3_000) }),
  z.strictObject({ kind: z.literal("connect"), edge: DraftEdge }),
  z.strictObject({ kind: z.literal("move"), at: z.record(NodeId, Place) }),
  z.strictObject({
    kind: z.literal("set-node"),
    id: NodeId,
    change: DraftNode.pick({ label: true, config: true, in: true, policy: true }).partial(),
  }),
  z.strictObject({ kind: z.literal("rename-key"), id: NodeId, key: NodeKey }),
  z.strictObject({ kind: z.literal("set-draft"), change: Fields }),
  /** Into a map or loop, or out of it; lines that would cross its border go. */
  z.strictObject({
    kind: z.literal("set-parent"),
    ids: z.array(NodeId).min(1).max(1_000),
    parent: NodeId.nullable(),
    at: z.record(NodeId, Place),
  }),
  /** Another start or end of a line. */
  z.strictObject({ kind: z.literal("reconnect"), edge: DraftEdge }),
  /** Places for many nodes at once. */
  z.strictObject({ kind: z.literal("layout"), at: z.record(NodeId, Place) }),
  /** What undo, merging and restoring are made of: fields with what they were. Applies only while nobody else changed them. */
  z.strictObject({ kind: z.literal("patch"), changes: z.array(DraftChange).max(20_000) }),
]);

/** Every edit of a draft. Screens, repairs and saving use nothing else. A batch is done whole or not at all, and undone at once. */
export const Command = z.discriminatedUnion("kind", [
  SingleCommand,
  z.strictObject({ kind: z.literal("batch"), commands: z.array(SingleCommand).min(1).max(1_000) }),
]);
export type SingleCommand = z.infer<typeof SingleCommand>;
export type Command = z.infer<typeof Command>;
export type PatchCommand = Extract<Command, { kind: "patch" }>;
