import { createAgentExecutor } from "@/lib/runtime/nodes/agent-executor.server";
import { createApprovalExecutor } from "@/lib/runtime/nodes/approval-executor.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { createClassifyExecutor } from "@/lib/runtime/nodes/classify-executor.server";
import { createCodeExecutor } from "@/lib/runtime/nodes/code-executor.server";
import { createGuardrailExecutor } from "@/lib/runtime/nodes/guardrail-executor.server";
import { createHttpExecutor } from "@/lib/runtime/nodes/http-executor.server";
import { createLlmExecutor } from "@/lib/runtime/nodes/llm-executor.server";
import { createMemoryReadExecutor, createMemoryWriteExecutor } from "@/lib/runtime/nodes/memory-executors.server";
import { createRetrieveExecutor } from "@/lib/runtime/nodes/retrieve-executor.server";
import { createSubflowExecutor } from "@/lib/runtime/nodes/subflow-executor.server";
import { createToolExecutor } from "@/lib/runtime/nodes/tool-executor.server";
import { underLease } from "@/lib/runtime/nodes/under-lease";
import type { CallKind } from "@/lib/runtime/segment/segment-dependencies";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/** The executors of every kind that calls something outside the run; each attempt calls under its lease. */
export function createCallExecutors(deps: CallExecutorDependencies): Record<CallKind, NodeExecutor> {
  const each =
    (create: (own: CallExecutorDependencies) => NodeExecutor): NodeExecutor =>
    (context) =>
      create(underLease(deps, context))(context);
  return {
    llm: each(createLlmExecutor),
    agent: each(createAgentExecutor),
    classify: each(createClassifyExecutor),
    tool: each(createToolExecutor),
    http: each(createHttpExecutor),
    code: each(createCodeExecutor),
    "memory.read": each(createMemoryReadExecutor),
    "memory.write": each(createMemoryWriteExecutor),
    retrieve: each(createRetrieveExecutor),
    guardrail: each(createGuardrailExecutor),
    approval: each(createApprovalExecutor),
    subflow: each(createSubflowExecutor),
  };
}
