import type { Actor } from "@/lib/governance/access/actor";
import { isTerminal } from "@/lib/release/run-status";
import { answerOf } from "@/lib/runtime/expose/chat-shape";
import { type Usage, usageOf } from "@/lib/runtime/expose/openai/completion";
import { fromFailure, OpenAiError } from "@/lib/runtime/expose/openai/openai-error";
import type { RunView } from "@/lib/runtime/runs/schema";
import { waitForRun } from "@/lib/runtime/runs/wait-for-run.server";

/** Longer than clients wait by themselves. */
const MAX_WAIT_MS = 600_000;

/** The answer of a run when it is over. A failed run, one that waits for a person and one that takes too long are errors. */
export async function answerRun(
  actor: Actor,
  runId: string,
  signal: AbortSignal,
): Promise<{ text: string; usage: Usage }> {
  const run = await waitForRun(actor, runId, MAX_WAIT_MS, signal);
  if (!isTerminal(run.status)) throw unfinished(run);
  if (run.status !== "succeeded") throw fromFailure(run.error ?? CANCELLED);
  if (run.isRedacted) throw ofSomebodyElse;
  return { text: answerOf(run.output), usage: usageOf(run.usage.inputTokens, run.usage.outputTokens) };
}

const CANCELLED = { class: "cancelled", message: "The run was cancelled." } as const;

const unfinished = ({ id }: RunView) =>
  new OpenAiError(504, {
    message: `The run ${id} is not over yet. It goes on; read it with GET /api/v1/{tenant}/runs/${id}.`,
    type: "server_error",
    param: null,
    code: "run_not_finished",
  });

const ofSomebodyElse = new OpenAiError(403, {
  message: "Another key started the run of this Idempotency-Key, so its answer is not shown.",
  type: "invalid_request_error",
  param: null,
  code: "permission_denied",
});
