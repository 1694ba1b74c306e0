import type { AgentAction } from "@/lib/governance/policies/decision";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** A call of a tool as it is defined, before anything is known of its arguments. */
export const toolAction = ({
  key,
  classes,
  sideEffect,
  input,
}: Pick<ToolDefinition, "key" | "classes" | "sideEffect" | "input">): Extract<AgentAction, { kind: "tool.call" }> => ({
  kind: "tool.call",
  tool: { key, classes, sideEffect, inputSchema: input },
  args: {},
});
