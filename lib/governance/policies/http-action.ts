import type { AgentAction } from "@/lib/governance/policies/decision";
import type { ToolClass } from "@/lib/release/tool-definition";

type Call = Extract<AgentAction, { kind: "tool.call" }>;

/** How a policy sees an HTTP step: the tool `http` with method and host. */
export const httpAction = (call: { method: string; host: string; sideEffect: string }): Call => ({
  kind: "tool.call",
  tool: {
    key: "http",
    classes: httpClasses(call.method),
    sideEffect: call.sideEffect,
    inputSchema: {
      type: "object",
      properties: { method: { type: "string" }, host: { type: "string" } },
      required: ["method", "host"],
      additionalProperties: false,
    },
  },
  args: { method: call.method, host: call.host },
});

export const httpClasses = (method: string): ToolClass[] =>
  method === "GET" ? ["read", "egress"] : ["write", "egress"];
