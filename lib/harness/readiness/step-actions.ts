import type { AgentAction } from "@/lib/governance/policies/decision";
import { httpAction } from "@/lib/governance/policies/http-action";
import { onceFor } from "@/lib/harness/graph/once-for";
import { literalHost } from "@/lib/release/literal-host";
import type { MemoryGrant, MemoryScopeName } from "@/lib/release/memory-grants";
import { memoryGrantsOf } from "@/lib/release/memory-grants-of";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";

/** What a step does by itself, and not by a tool or a model: the question that policies are asked about it. */
export type StepAction = {
  does: "send-http" | "read-knowledge" | "read-memory" | "write-memory" | "agent-read-memory" | "agent-write-memory";
  resource: string;
  action: AgentAction;
};

/** The actions of an HTTP, a look-up or a memory step that can be read, and of the grants of an agent; none of other steps. */
export const stepActions = onceFor((node: Pick<ProgramNode, "kind" | "config">): readonly StepAction[] => {
  const { kind, config } = node;
  const http = kind === "http" ? NODE_CONFIG.http.safeParse(config).data : undefined;
  if (http) {
    const { method, url, sideEffect } = http;
    const host = literalHost(url) ?? "";
    const action = httpAction({ method, host, sideEffect });
    return [{ does: "send-http", resource: `${method} ${host}`, action }];
  }
  const look = kind === "retrieve" ? NODE_CONFIG.retrieve.safeParse(config).data : undefined;
  if (look) return [readKnowledge(look.knowledge)];
  if (kind === "memory.read" || kind === "memory.write") {
    const memory = NODE_CONFIG[kind].safeParse(config).data;
    return memory ? [memoryStep(memory.scope, kind === "memory.read" ? "read" : "write")] : [];
  }
  return memoryGrantsOf(node).flatMap(grantActions);
});

/** What a step that a person drew does with the memory of a scope: the policies are asked the same as about an agent. */
export const memoryStep = (scope: MemoryScopeName, right: "read" | "write"): StepAction => ({
  ...memoryUse(scope, right),
  does: `${right}-memory`,
});

const grantActions = ({ scope, read, write }: MemoryGrant): StepAction[] => [
  ...(read ? [memoryUse(scope, "read")] : []),
  ...(write ? [memoryUse(scope, "write")] : []),
];

/** What an agent does with the memory of a scope. */
export const memoryUse = (scope: MemoryScopeName, right: "read" | "write"): StepAction => ({
  does: `agent-${right}-memory`,
  resource: scope,
  action: { kind: `memory.${right}`, memory: { scope } },
});

export const readKnowledge = (key: string): StepAction => ({
  does: "read-knowledge",
  resource: key,
  action: { kind: "knowledge.read", knowledge: { key } },
});

/** How the verdict about an action is found among the facts. */
export const stepActionId = ({ does, resource }: Pick<StepAction, "does" | "resource">): string =>
  `${does} ${resource}`;
