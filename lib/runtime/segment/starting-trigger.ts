import type { NodeKind } from "@/lib/release/node-config";
import type { Program, ProgramNode } from "@/lib/release/program";

const KIND: Record<string, NodeKind> = {
  chat: "trigger.chat",
  webhook: "trigger.webhook",
  schedule: "trigger.schedule",
};

/** Where a run of this trigger begins: the trigger node of its kind, else that of the API (tests, sub-runs), else the first. */
export function startingTrigger(program: Program, trigger: string): ProgramNode | null {
  const triggers = program.nodes.filter((node) => node.kind.startsWith("trigger."));
  const ofKind = (kind: NodeKind) => triggers.find((node) => node.kind === kind);
  return ofKind(KIND[trigger] ?? "trigger.api") ?? ofKind("trigger.api") ?? triggers[0] ?? null;
}
