import { NODE_CONFIG } from "@/lib/release/node-config";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/**
 * Asks people what `node.in` shows them, and waits. In a test run of a draft the one who tests may answer: nobody else
 * looks at it.
 */
export function createApprovalExecutor({ approvals }: Pick<CallExecutorDependencies, "approvals">): NodeExecutor {
  return endingWithResult(async ({ run, node, stepKey, input, taint, clock }) => {
    const { title, role, users, form, excludeStarter, expiresMs } = NODE_CONFIG.approval.parse(node.config);
    const { approvalId, expiresAtMs } = await approvals.askStep({
      tenantId: run.tenantId,
      projectId: run.projectId,
      runId: run.runId,
      stepKey,
      resource: node.key,
      args: input,
      title,
      requestedBy: run.startedBy,
      facts: {
        harness: run.harnessSlug,
        environment: run.environment,
        node: node.label || node.key,
        policies: [],
        taint: [
          ...(taint.untrustedInput ? ["untrusted input"] : []),
          ...(taint.readSensitive ? ["sensitive data"] : []),
        ],
      },
      role: role ?? null,
      users: users ?? [],
      excludeStarter: excludeStarter && run.environment !== "draft",
      form: form ?? null,
      expiresMs,
      nowMs: clock.now(),
    });
    return { ok: true, wait: { for: "approval", approvalId, until: expiresAtMs } };
  });
}
