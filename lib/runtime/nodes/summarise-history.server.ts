import { z } from "zod";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import { rangeLabel } from "@/lib/runtime/memory/fit-history";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import { planFitting } from "@/lib/runtime/nodes/plan-call";
import { type StepMemory, taint } from "@/lib/runtime/nodes/read-step-memory.server";
import { extracted, type WrittenSummary, writeSummary } from "@/lib/runtime/nodes/write-summary.server";
import { type Compaction, planCompaction } from "@/lib/runtime/summaries/plan-compaction";
import type { NewestSummary } from "@/lib/runtime/summaries/summary-store";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** More than this much at once is for the next call. */
const MAX_PIECES = 4;
/** After so many failures in a row, sentences of the messages do. */
const MAX_FAILURES = 3;

const Made = z.union([z.object({ version: z.int() }), z.object({ failed: z.string() })]);
type Wanted = { name: string; ask: ModelAsk; compaction: Compaction; isSandbox: boolean };

/**
 * What the call is told of the conversation, its older messages summarised when that is needed. Each summary is one durable
 * call of the step, and one version of the thread: a repeated step and a run beside it take the version that is there. When
 * none can be made, messages are left out as without it, and the plan says why.
 */
export async function summariseHistory(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ModelAsk,
  at: number,
): Promise<StepMemory> {
  let { memory } = ask;
  for (let piece = 0; piece < MAX_PIECES && memory.whyNoSummary === undefined; piece++) {
    const name = piece === 0 ? `summary:${at}` : `summary:${at}:${piece}`;
    const wanted = await wantedSummary(deps, context, { ...ask, memory }, { name, isFirst: at === 0 });
    if (!wanted) break;
    memory = await withSummary(deps, context, wanted);
  }
  return memory;
}

async function wantedSummary(
  { findConnection }: CallExecutorDependencies,
  { run }: StepContext,
  ask: ModelAsk,
  { name, isFirst }: { name: string; isFirst: boolean },
): Promise<Wanted | null> {
  const { policy, memory, slot } = ask;
  if (policy.strategy !== "summarize" || memory.history.length === 0) return null;
  const [connectionName = "", ...rest] = slot.model.split("/");
  const connection = await findConnection(run.tenantId, connectionName);
  if (!connection) return null;
  const { plan } = planFitting(ask, { ref: slot.model, connection, modelId: rest.join("/") });
  const tokens = (text: string) => Math.ceil(countTokens(text) * plan.ratio);
  const { history, summary } = memory;
  const compaction = planCompaction({ policy, plan, history, summary, isFirst }, tokens);
  return compaction && { name, ask, compaction, isSandbox: connection.provider === "sandbox" };
}

async function withSummary(deps: CallExecutorDependencies, context: StepContext, wanted: Wanted): Promise<StepMemory> {
  const { name, ask } = wanted;
  const value = await context.call(name, async () => ({ value: await make(deps, context, wanted) }));
  const made = Made.parse(value);
  if ("failed" in made) return { ...ask.memory, whyNoSummary: made.failed };
  const summary = await deps.summaries.version(context.run, made.version);
  if (!summary) return { ...ask.memory, whyNoSummary: "one of its messages was redacted meanwhile" };
  if (summary.trust === "untrusted") taint(context);
  return { ...ask.memory, summary, history: ask.memory.history.filter(({ seq }) => seq > summary.toSeq) };
}

async function make(
  deps: CallExecutorDependencies,
  context: StepContext,
  wanted: Wanted,
): Promise<z.infer<typeof Made>> {
  const { memory } = wanted.ask;
  const lastSeq = memory.history.at(-1)?.seq ?? 0;
  const newest = await deps.summaries.newest(context.run, lastSeq);
  const newer = newerOf(newest, wanted);
  if (newer) return newer;
  const { fromSeq, toSeq } = wanted.compaction;
  const messages = rangeLabel(fromSeq, toSeq);
  const end = context.startSpan({
    ...{ kind: "memory", ordinal: wanted.name, name: `Summary of ${messages.toLowerCase()}` },
  });
  const shown = { summary: { fromSeq, toSeq, messages } };
  const isExtract = wanted.isSandbox || newest.failures >= MAX_FAILURES;
  try {
    const written = isExtract ? extracted(wanted) : await writeSummary(deps, context, wanted);
    if (!written.ok) await deps.summaries.failed(context.run);
    const made = written.ok ? await keep(deps, context, wanted, { written, newest }) : { failed: written.reason };
    const told = written.ok ? { method: written.method, identifiers: written.check.identifiers } : {};
    end({
      status: "ok",
      attributes: { summary: { ...shown.summary, ...told, ...made } },
      ...(written.ok && { output: { text: written.text } }),
    });
    return made;
  } catch (error) {
    end({ status: "cancelled", attributes: shown });
    throw error;
  }
}

type Written = Extract<WrittenSummary, { ok: true }>;

async function keep(
  deps: CallExecutorDependencies,
  context: StepContext,
  { ask, compaction }: Wanted,
  { written, newest }: { written: Written; newest: NewestSummary },
): Promise<z.infer<typeof Made>> {
  const { run, node, stepKey, attempt, clock } = context;
  const { fromSeq, toSeq, messages, previous, sourceTokens } = compaction;
  const isUntrusted = [...messages, ...(previous ? [previous] : [])].some(({ trust }) => trust === "untrusted");
  const { text, model, method, check } = written;
  const added = await deps.summaries.add(
    run,
    { nodeKey: node.key, stepKey, attempt, nowMs: clock.now() },
    {
      ...{ fromSeq, toSeq, text, model, method, sourceTokens, tokens: countTokens(text) },
      ...{ trust: isUntrusted ? "untrusted" : "derived", identifiers: check.identifiers },
      ...{ head: newest.head, previous: previous?.version ?? 0, newFromSeq: messages[0]?.seq ?? fromSeq },
      redacted: messages.filter(({ isRedacted }) => isRedacted).length,
    },
  );
  if (added) return { version: added.version };
  const winner = await deps.summaries.newest(run, ask.memory.history.at(-1)?.seq ?? toSeq);
  return newerOf(winner, { ask }) ?? { failed: "the conversation changed while it was made" };
}

/** What this step made before it was interrupted, or another run of the conversation. */
function newerOf({ summary }: NewestSummary, { ask }: Pick<Wanted, "ask">): { version: number } | null {
  return summary && summary.toSeq > (ask.memory.summary?.toSeq ?? 0) ? { version: summary.version } : null;
}
