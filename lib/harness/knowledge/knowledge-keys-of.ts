import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** Keys of what the steps of a draft look things up in. */
export const knowledgeKeysOf = ({ nodes }: { nodes: readonly Pick<DraftNode, "kind" | "config">[] }): string[] =>
  nodes.flatMap((node) => {
    const parsed = node.kind === "retrieve" ? NODE_CONFIG.retrieve.safeParse(node.config).data : undefined;
    return parsed ? [parsed.knowledge] : [];
  });
