import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { NODE_CONFIG } from "@/lib/release/node-config";

type Subject = Pick<DraftNode, "kind" | "config">;

/** Tools that a node may call, worked out once for each version of the node. */
export const toolKeysOf = onceFor(({ kind, config }: Subject): readonly string[] => {
  if (kind === "agent") return NODE_CONFIG.agent.safeParse(config).data?.tools ?? [];
  const tool = kind === "tool" ? NODE_CONFIG.tool.safeParse(config).data?.tool : undefined;
  return tool === undefined ? [] : [tool];
});
