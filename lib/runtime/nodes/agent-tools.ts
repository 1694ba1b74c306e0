import { type CallableTool, memoryTools } from "@/lib/release/memory-tools";
import type { NodeConfig } from "@/lib/release/node-config";
import type { Program } from "@/lib/release/program";

/**
 * What an agent is offered, by name: the tools that its release pins, and those of its memory grants. A tool of a release
 * that has the name of a memory tool is not offered beside it: the grants say whose memory it is.
 */
export function agentTools(
  program: Pick<Program, "tools">,
  { tools, memory = [] }: Pick<NodeConfig<"agent">, "tools" | "memory">,
): Map<string, CallableTool> {
  const pinned = tools.flatMap((key) => {
    const tool = Object.hasOwn(program.tools, key) ? program.tools[key] : undefined;
    return tool ? [[key, tool] as const] : [];
  });
  return new Map<string, CallableTool>([...pinned, ...memoryTools(memory).map((tool) => [tool.key, tool] as const)]);
}
