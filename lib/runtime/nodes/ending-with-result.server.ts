import { ExpressionError } from "@/lib/release/expressions/expression-error";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import { StepWait } from "@/lib/runtime/nodes/step-wait";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/** An executor whose expected failures become results; anything else stays a throw. */
export const endingWithResult =
  (execute: NodeExecutor): NodeExecutor =>
  async (context) => {
    try {
      return await execute(context);
    } catch (error) {
      const { key } = context.node;
      if (error instanceof StepFailure)
        return { ok: false, failure: { ...failure(error.errorClass, error.message, key), ...error.more } };
      if (error instanceof StepWait) return { ok: true, wait: error.wait };
      if (error instanceof ExpressionError) return { ok: false, failure: failure("internal", error.message, key) };
      throw error;
    }
  };
