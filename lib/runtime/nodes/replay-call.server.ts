import { describeMiss, nearestRequest } from "@/lib/runtime/cassettes/describe-miss";
import { recordedRequest } from "@/lib/runtime/cassettes/recorded-request";
import type { ModelRequest, ModelResult } from "@/lib/runtime/models/model-gateway";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

type Deps = Pick<CallExecutorDependencies, "cassettes">;

/**
 * The recorded answer of a call, in a run that replays; in one that replays only, a failure that says what differs. Null:
 * the provider is called.
 */
export async function replayCall(
  { cassettes }: Deps,
  { run }: StepContext,
  request: ModelRequest,
): Promise<ModelResult | null> {
  const mode = run.options.cassettes;
  if (mode !== "replay" && mode !== "auto") return null;
  const asked = recordedRequest(request);
  const answer = await cassettes.find(run.tenantId, asked);
  if (answer) return { ok: true, answer };
  if (mode === "auto") return null;
  const nearest = nearestRequest(asked, await cassettes.recent(run.tenantId, asked));
  return { ok: false, failure: { class: "internal", message: describeMiss(asked, nearest) } };
}

/** Keeps the answer of a call, in a run that records. */
export async function recordCassette(
  { cassettes }: Deps,
  { run, clock }: StepContext,
  { request, result }: { request: ModelRequest; result: ModelResult },
): Promise<boolean> {
  const mode = run.options.cassettes;
  if (!result.ok || (mode !== "record" && mode !== "auto")) return false;
  const kept = { request: recordedRequest(request), answer: result.answer, runId: run.runId, nowMs: clock.now() };
  await cassettes.store(run.tenantId, kept);
  return true;
}
