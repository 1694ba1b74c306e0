import { z } from "zod";
import { Draft, DraftEdge, DraftNode, EdgeId, Place } from "@/lib/harness/graph/draft";
import { Key, NodeId } from "@/lib/release/binding";

const Fields = Draft.pick({
  name: true,
  inputs: true,
  outputs: true,
  state: true,
  context: true,
  models: true,
  limits: true,
}).partial();

/** Every edit of a draft. Screens, repairs and saving use nothing else. */
export const Command = z.discriminatedUnion("kind", [
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
    change: DraftNode.pick({ label: true, parent: true, config: true, in: true, policy: true }).partial(),
  }),
  z.strictObject({ kind: z.literal("rename-key"), id: NodeId, key: Key }),
  z.strictObject({ kind: z.literal("set-draft"), change: Fields }),
  /** What undo is made of: rows as they were. */
  z.strictObject({
    kind: z.literal("restore"),
    putNodes: z.array(DraftNode).max(1_000),
    dropNodes: z.array(NodeId).max(1_000),
    putEdges: z.array(DraftEdge).max(3_000),
    dropEdges: z.array(EdgeId).max(3_000),
    at: z.record(NodeId, Place.nullable()),
    fields: Fields,
  }),
]);
export type Command = z.infer<typeof Command>;
export type RestoreCommand = Extract<Command, { kind: "restore" }>;
