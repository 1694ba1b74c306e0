import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { callModel } from "@/lib/runtime/nodes/call-model.server";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import { NO_MEMORY } from "@/lib/runtime/nodes/read-step-memory.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import { StepWait } from "@/lib/runtime/nodes/step-wait";
import { extractSummary } from "@/lib/runtime/summaries/extract-summary";
import type { Compaction } from "@/lib/runtime/summaries/plan-compaction";
import { againWith, summaryInstructions, summarySource } from "@/lib/runtime/summaries/summary-request";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";
import { type SummaryCheck, verifySummary } from "@/lib/runtime/summaries/verify-summary";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** Of the step's time, what one model may take: a summary must leave time for the call that it is made for. */
const TIME_PART = 1 / 3;
/** A first answer that took more than this part of it is not asked for again. */
const AGAIN_PART = 1 / 2;
const MAX_FALLBACKS = 1;
/** A summary may be so much longer than it was asked for. */
const TOLERANCE = 1.25;

type Wanted = { name: string; ask: ModelAsk; compaction: Compaction };
export type WrittenSummary =
  | { ok: true; text: string; model: string | null; method: ThreadSummary["method"]; check: SummaryCheck }
  | { ok: false; reason: string };

const NOT_SHORT: WrittenSummary = { ok: false, reason: "a summary came out longer than the messages" };

/** Sentences of the messages, without a model. */
export function extracted({ compaction }: Wanted): WrittenSummary {
  const { previous, messages, mostTokens, sourceTokens } = compaction;
  const most = Math.min(mostTokens, sourceTokens - 1);
  const text = extractSummary({ previous: previous?.text ?? null, messages, mostTokens: most }, countTokens);
  if (text === null) return NOT_SHORT;
  const check = verifySummary({ text, source: summarySource(compaction), mostTokens: most }, countTokens);
  return { ok: true, text, model: null, method: "extract", check };
}

/**
 * A summary by the model of the step: one durable call, and a second one that names what the first one lacks. What fails is
 * told, never thrown: no run stops for want of a summary. A person or an engine that has to be waited for is waited for, and
 * what ends the step ends it.
 */
export async function writeSummary(
  deps: CallExecutorDependencies,
  context: StepContext,
  wanted: Wanted,
): Promise<WrittenSummary> {
  try {
    return await byModel(deps, context, wanted);
  } catch (error) {
    if (error instanceof StepFailure && error.errorClass !== "cancelled") return { ok: false, reason: error.message };
    if (error instanceof StepWait && error.wait.for === "budget")
      return { ok: false, reason: "a budget has no room for it" };
    throw error;
  }
}

async function byModel(
  deps: CallExecutorDependencies,
  context: StepContext,
  { name, ask, compaction }: Wanted,
): Promise<WrittenSummary> {
  const source = summarySource(compaction);
  const mostTokens = Math.min(Math.floor(compaction.mostTokens * TOLERANCE), compaction.sourceTokens - 1);
  const timeoutMs = Math.floor(context.node.policy.timeoutMs * TIME_PART);
  const startedAt = context.clock.now();
  const call = async (suffix: string, turn: ModelAsk["turn"], fallbacks = ask.slot.fallbacks) => {
    const answer = await callModel(deps, context, {
      name: `${name}:${suffix}`,
      slot: { ...ask.slot, fallbacks: fallbacks.slice(0, MAX_FALLBACKS) },
      policy: { ...ask.policy, history: "none" },
      system: summaryInstructions(compaction),
      ...{ tools: [], output: null, memory: NO_MEMORY, turn, span: "child", timeoutMs, isAside: true },
    });
    const text = answer.text.trim();
    const looked = verifySummary({ text, source, mostTokens }, countTokens);
    // What was cut off is not a whole summary.
    const tooLong = looked.tooLong || answer.finishReason === "length";
    const check = { ...looked, tooLong, complete: looked.complete && !tooLong };
    return { ok: true as const, text, model: answer.responseModel, method: "model" as const, check };
  };
  const first = await call("text", [{ role: "user", text: source }]);
  const isLate = context.clock.now() - startedAt > timeoutMs * AGAIN_PART;
  if (first.check.complete || isLate) return first.check.tooLong ? NOT_SHORT : first;
  const second = await call("again", againWith(source, first.text, first.check), []);
  return better(first, second);
}

type Answered = Extract<WrittenSummary, { ok: true }>;

/** The one that can be used and keeps more. */
function better(first: Answered, second: Answered): WrittenSummary {
  const [best] = [second, first]
    .filter(({ check }) => !check.tooLong)
    .sort((a, b) => b.check.identifiers.kept - a.check.identifiers.kept);
  return best ?? NOT_SHORT;
}
