import type { CallKind } from "@/lib/runtime/segment/segment-dependencies";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/** The same executor for every kind of call. */
export const allCalls = (executor: NodeExecutor): Record<CallKind, NodeExecutor> => ({
  llm: executor,
  agent: executor,
  classify: executor,
  tool: executor,
  http: executor,
  code: executor,
  "memory.read": executor,
  "memory.write": executor,
  retrieve: executor,
  guardrail: executor,
  approval: executor,
  subflow: executor,
});
