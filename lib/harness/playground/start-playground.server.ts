import type { Actor } from "@/lib/governance/access/actor";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import type { PlaygroundRequest } from "@/lib/harness/playground/schema";
import { promptParts } from "@/lib/harness/prompts/prompt-body";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import { startWorkbenchRuns } from "@/lib/harness/workbench/mutations.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/**
 * Starts a run for every cell of a comparison: each column is a candidate release of one model step, each row its input.
 * The runs cost what the models cost. Errors: `invalid` for a template that cannot be read, `not-releasable`.
 */
export async function startPlayground(db: TenantDb, actor: Actor, request: PlaygroundRequest, nowMs: number) {
  const { columns, rows, repeats } = request;
  const issues = columns.flatMap(({ body }, at) =>
    promptIssues(body).map(({ pointer, message }) => ({ pointer: `/columns/${at}/body${pointer}`, message })),
  );
  if (issues.length > 0)
    throw new ProblemError("invalid", "Nothing was started: a message of a prompt has a mistake.", issues);
  const library = await loadLibrary(db, actor.tenantId);
  const inputs = rows.flatMap((row) => Array.from({ length: repeats }, () => row));
  const runs: string[][][] = [];
  for (const { body, model } of columns) {
    const { runIds } = await startWorkbenchRuns(db, actor, {
      step: {
        kind: "llm",
        label: "Prompt",
        inputs: { type: "object" },
        config: { slot: "main", prompt: promptParts(body) },
        in: {},
        model,
      },
      library,
      inputs,
      nowMs,
    });
    runs.push(rows.map((_row, at) => runIds.slice(at * repeats, (at + 1) * repeats)));
  }
  return { runs };
}
