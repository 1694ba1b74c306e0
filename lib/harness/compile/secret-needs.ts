import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import { toolSecrets } from "@/lib/release/tool-secrets";

/** A secret by its name and the address that it is sent to; null when it is only compared with what comes in. */
export type SecretNeed = { name: string; url: string | null };

/** The secrets without which a step cannot work: its own, and those of the tools that it calls. */
export function secretNeeds(
  node: Pick<DraftNode, "kind" | "config">,
  tools: ReadonlyMap<string, ToolDefinition>,
): SecretNeed[] {
  const ofTools = toolKeysOf(node).flatMap((key): SecretNeed[] => {
    const impl = tools.get(key)?.impl;
    if (impl?.kind === "http") return toolSecrets(impl).map(({ name }) => ({ name, url: impl.url }));
    return impl?.kind === "mcp" && impl.secret ? [{ name: impl.secret.name, url: impl.url }] : [];
  });
  return [...ownSecret(node), ...ofTools];
}

function ownSecret({ kind, config }: Pick<DraftNode, "kind" | "config">): SecretNeed[] {
  if (kind === "trigger.webhook") {
    const name = NODE_CONFIG[kind].safeParse(config).data?.secret;
    return name === undefined ? [] : [{ name, url: null }];
  }
  const http = kind === "http" ? NODE_CONFIG.http.safeParse(config).data : undefined;
  return http?.secret ? [{ name: http.secret.name, url: http.url }] : [];
}
