import { z } from "zod";
import { Command } from "@/lib/harness/graph/command";
import { NodeId } from "@/lib/release/binding";

export const NewSubflow = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** The steps that become a harness of their own. */
  nodes: z.array(NodeId).min(1).max(1_000),
});
/** The harness that was made, its first release, and the edit that puts it in place of the steps. The draft is not edited yet. */
export const CreatedSubflow = z.object({ harness: z.string(), release: z.int(), command: Command });
