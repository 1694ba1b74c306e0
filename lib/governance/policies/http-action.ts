import type { AgentAction } from "@/lib/governance/policies/decision";
import type { ToolClass } from "@/lib/release/tool-definition";

type Call = Extract<AgentAction, { kind: "tool.call" }>;

/** What policies see of the request of an HTTP step: the tool `http` with these arguments. */
export const HTTP_TOOL = {
  key: "http",
  input: {
    type: "object",
    properties: { method: { type: "string" }, host: { type: "string" } },
    required: ["method", "host"],
    additionalProperties: false,
  },
};

/** Classes that only requests of HTTP steps have, beside those of tools: a policy can be about requests alone. */
export const REQUEST_CLASS = { read: "request-read", write: "request-write" } as const;

/** How a policy sees an HTTP step. It reads when both its method and its author say that it changes nothing. */
export function httpAction(call: { method: string; host: string; sideEffect: string }): Call {
  const reads = call.method === "GET" && call.sideEffect === "none";
  return {
    kind: "tool.call",
    tool: {
      key: HTTP_TOOL.key,
      classes: [...httpClasses(reads ? "GET" : "POST"), REQUEST_CLASS[reads ? "read" : "write"]],
      sideEffect: call.sideEffect,
      inputSchema: HTTP_TOOL.input,
    },
    args: { method: call.method, host: call.host },
  };
}

export const httpClasses = (method: string): ToolClass[] =>
  method === "GET" ? ["read", "egress"] : ["write", "egress"];
