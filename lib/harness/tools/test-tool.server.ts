import type { Actor } from "@/lib/governance/access/actor";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import type { ToolTest } from "@/lib/harness/tools/schema";
import { startWorkbenchRuns } from "@/lib/harness/workbench/mutations.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { jsonValueIssues } from "@/lib/release/json-value-issues";

/**
 * Calls a tool once as it is typed, mocks aside: a worker asks the policies, opens the secret and really calls. Errors:
 * `invalid` when the arguments do not fit.
 */
export async function startToolTest(db: TenantDb, actor: Actor, { tool, args }: ToolTest, nowMs: number) {
  const issues = jsonValueIssues(tool.input, args);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid",
      "The arguments do not fit the schema of the tool.",
      issues.map(({ pointer, message }) => ({ pointer: `/args${pointer}`, message })),
    );
  const library = await loadLibrary(db, actor.tenantId);
  const { mocks: _mocks, ...unmocked } = tool;
  const { runIds } = await startWorkbenchRuns(db, actor, {
    step: {
      kind: "tool",
      label: tool.name,
      inputs: tool.input,
      config: { tool: tool.key },
      in: Object.fromEntries(Object.keys(args).map((name) => [name, { ref: { from: "input", path: [name] } }])),
    },
    library: { ...library, tools: new Map([...library.tools, [tool.key, unmocked]]) },
    inputs: [args],
    nowMs,
  });
  return { runId: runIds[0] ?? "" };
}
