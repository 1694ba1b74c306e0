import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import { NODE_CONFIG, NODE_KINDS, type NodeKind } from "@/lib/release/node-config";
import type { SideEffect, ToolDefinition } from "@/lib/release/tool-definition";

/** What a step gets when its author gives no timeout, in milliseconds. */
export const DEFAULT_TIMEOUT_MS: Partial<Record<NodeKind, number>> = Object.fromEntries(
  NODE_KINDS.flatMap((kind) => {
    const { timeoutMs } = definitionOf(kind).policy;
    return timeoutMs === undefined ? [] : [[kind, timeoutMs]];
  }),
);

const effectOfRequest = onceFor(
  ({ config }: Pick<DraftNode, "config">): SideEffect =>
    NODE_CONFIG.http.safeParse(config).data?.sideEffect ?? "unsafe",
);

const RANK: Record<SideEffect, number> = { none: 0, idempotent: 1, unsafe: 2 };

/** What repeating the step may do: that of the most dangerous thing it can call. Agents repeat single calls, never the conversation. */
export function sideEffectOf(
  node: Pick<DraftNode, "kind" | "config">,
  tools: ReadonlyMap<string, ToolDefinition>,
): SideEffect {
  if (node.kind === "http") return effectOfRequest(node);
  const effects = toolKeysOf(node).flatMap((key) => tools.get(key)?.sideEffect ?? []);
  return effects.sort((one, other) => RANK[other] - RANK[one])[0] ?? "none";
}
