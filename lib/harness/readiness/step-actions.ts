import type { AgentAction } from "@/lib/governance/policies/decision";
import { httpAction } from "@/lib/governance/policies/http-action";
import { literalHost } from "@/lib/release/literal-host";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";

/** What a step does by itself, and not by a tool or a model: the question that policies are asked about it. */
export type StepAction = { does: "send-http" | "read-knowledge"; resource: string; action: AgentAction };

/** The actions of an HTTP or a look-up step that can be read; none of other steps. */
export function stepActions({ kind, config }: Pick<ProgramNode, "kind" | "config">): StepAction[] {
  const http = kind === "http" ? NODE_CONFIG.http.safeParse(config).data : undefined;
  if (http) {
    const { method, url, sideEffect } = http;
    const host = literalHost(url) ?? "";
    const action = httpAction({ method, host, sideEffect });
    return [{ does: "send-http", resource: `${method} ${host}`, action }];
  }
  const look = kind === "retrieve" ? NODE_CONFIG.retrieve.safeParse(config).data : undefined;
  return look ? [readKnowledge(look.knowledge)] : [];
}

export const readKnowledge = (key: string): StepAction => ({
  does: "read-knowledge",
  resource: key,
  action: { kind: "knowledge.read", knowledge: { key } },
});

/** How the verdict about an action is found among the facts. */
export const stepActionId = ({ does, resource }: Pick<StepAction, "does" | "resource">): string =>
  `${does} ${resource}`;
