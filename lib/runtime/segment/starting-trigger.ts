import type { NodeKind } from "@/lib/release/node-config";
import type { Program, ProgramNode } from "@/lib/release/program";
import type { RunOptions } from "@/lib/release/run-request";

/** How a run came about, and the kind of node that it enters by; the rest share `trigger.api`. */
const KIND: Record<string, NodeKind> = {
  chat: "trigger.chat",
  openai: "trigger.chat",
  webhook: "trigger.webhook",
  schedule: "trigger.schedule",
};

/** Where a run begins: the trigger node that it names, else that of its kind, else the first. */
export function startingTrigger(
  program: Program,
  { trigger, options }: { trigger: string; options: RunOptions },
): ProgramNode | null {
  const triggers = program.nodes.filter((node) => node.kind.startsWith("trigger."));
  const wanted = KIND[trigger] ?? "trigger.api";
  const named = triggers.find((node) => node.key === options.entry);
  return named ?? triggers.find((node) => node.kind === wanted) ?? triggers[0] ?? null;
}
