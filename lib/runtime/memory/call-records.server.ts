import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";
import { checksum } from "@/lib/release/checksum.server";
import { learnRatio } from "@/lib/runtime/memory/learn-ratio.server";
import type { CallToRecord, WritePlace } from "@/lib/runtime/memory/run-memory";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

/** An answered call whose run writes nothing for so long is written alone. */
const ALONE_AFTER_MS = 1_000;

/** One model call as `call_record` stores it. */
export type CallRow = ReturnType<typeof rowOf>;

/** Answered calls of each run that wait for the entry that holds their answer. */
const waiting = new Map<string, CallRow[]>();

/**
 * Keeps the plan of a model call and, when it was answered, its usage and price. An answered call waits for the next append
 * of its run, which holds the answer: both are there or neither is. What was not answered is written at once. A repeated
 * call keeps the first rows.
 */
export async function recordCall(run: RunContext, place: WritePlace, call: CallToRecord): Promise<void> {
  const { tenantId, runId } = run;
  const row = rowOf(run, place, call);
  if (!call.answered) return await write(tenantId, [row]);
  learnRatio(tenantId, call.plan, call.answered);
  waiting.set(runId, [...(waiting.get(runId) ?? []), row]);
  setTimeout(() => void writeAlone(tenantId, runId, row), ALONE_AFTER_MS).unref();
}

/** The calls that go with an append of the run; nothing waits any more. */
export function takeCalls(runId: string): CallRow[] {
  const rows = waiting.get(runId) ?? [];
  waiting.delete(runId);
  return rows;
}

/** The run ended before its answer was written, for example because somebody cancelled it: the call has cost all the same. */
async function writeAlone(tenantId: TenantId, runId: string, row: CallRow): Promise<void> {
  if (!waiting.get(runId)?.includes(row)) return;
  const rows = takeCalls(runId);
  await write(tenantId, rows).catch((error: unknown) =>
    log().warn({ run: runId, error: String(error) }, "what is known of a model call was lost"),
  );
}

async function write(tenantId: TenantId, rows: CallRow[]): Promise<void> {
  const values = [tenantId, JSON.stringify(rows)];
  await workerStatement(tenantId, { name: "call_record", text: "SELECT call_record($1, $2)", values });
}

/** Key of a model call in `context_plan` and `model_call`: a step of an agent makes several. */
function rowOf(run: RunContext, place: WritePlace, { call, plan, answered }: CallToRecord) {
  return {
    run: run.runId,
    stepKey: `${place.stepKey}#${call}`,
    attempt: place.attempt,
    nodeKey: place.nodeKey,
    thread: run.threadId,
    planHash: checksum(plan),
    plan,
    inputTokens: answered && inputTokens(answered.answer.usage),
    at: place.nowMs,
    answered: answered && {
      ...{ connectionId: answered.connectionId, modelId: answered.modelId, usage: answered.answer.usage },
      ...{ costMicros: answered.price.costMicros, currency: answered.price.currency },
      ...{ unitPrices: answered.price.unitPrices, simulated: answered.answer.simulated },
    },
  };
}

const inputTokens = (usage: { input: number; cacheRead: number; cacheWrite: number }): number =>
  usage.input + usage.cacheRead + usage.cacheWrite;
