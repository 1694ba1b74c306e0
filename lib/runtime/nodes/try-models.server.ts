import { type Failure, isTransient } from "@/lib/platform/errors/error-class";
import type { ModelSlot } from "@/lib/release/program";
import { SANDBOX_WINDOW } from "@/lib/release/sandbox-models";
import { modelTarget } from "@/lib/runtime/circuit-breakers/breaker-store";
import type { CallOutcome } from "@/lib/runtime/circuit-breakers/circuit-breaker";
import {
  type CallNeeds,
  type ChainModel,
  chooseFallback,
  type ModelChoice,
  type SkipReason,
  type TriedModel,
} from "@/lib/runtime/failures/choose-fallback";
import { decideFailure } from "@/lib/runtime/failures/decide-failure";
import type { ModelConnection, ModelFailure } from "@/lib/runtime/models/model-gateway";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { CallFacts } from "@/lib/runtime/nodes/model-call-span.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** A model of the slot with the connection that leads to it; null: the tenant has no connection of this name. */
type Candidate = ChainModel & { connection: ModelConnection | null };
export type ModelTry = { ref: string; position: number; isLast: boolean; connection: ModelConnection | null };

/**
 * Tries the models of a slot until one answers: open circuits are passed over, each try is one call of `tryOne`. The
 * healthy way looks at the first model alone. Throws `StepFailure` with the last failure when none answered.
 */
export async function tryModels(
  deps: CallExecutorDependencies,
  context: StepContext,
  { slot, needs }: { slot: ModelSlot; needs: Omit<CallNeeds, "tokens"> },
  tryOne: (model: ModelTry) => Promise<CallFacts>,
) {
  const refs = [slot.model, ...slot.fallbacks];
  const chain: Candidate[] = [await candidateOf(deps, context, slot.model)];
  const tried: TriedModel[] = [];
  let tokens = 0;
  const choose = async (): Promise<ModelChoice> => {
    const choice = chooseFallback(chain, { ...needs, tokens }, tried);
    if (choice.kind !== "exhausted" || chain.length === refs.length) return choice;
    chain.push(...(await Promise.all(refs.slice(1).map((ref) => candidateOf(deps, context, ref)))));
    return chooseFallback(chain, { ...needs, tokens }, tried);
  };
  let choice = await choose();
  while (choice.kind === "use") {
    const { ref } = choice;
    const connection = chain.find((one) => one.ref === ref)?.connection ?? null;
    const isLast = choice.isLast && chain.length === refs.length;
    const facts = await tryOne({ ref, position: refs.indexOf(ref), isLast, connection });
    await tell(deps, context, facts, connection);
    const { result } = facts;
    if (result.ok) return result.answer;
    tried.push({ ref, ...result.failure });
    tokens = facts.plan?.used ?? tokens;
    choice = await choose();
    const next = choice.kind === "use" ? choice.ref : null;
    if (decisionAbout(context, result.failure, next).kind !== "fallback") throw failureOf(result.failure);
  }
  throw choice.kind === "exhausted" && choice.skipped.every(({ why }) => LACKS.has(why))
    ? noneIsAble(choice.skipped)
    : allClosedOff(context, chain);
}

const failureOf = ({ class: errorClass, message, retryAfterMs, policies }: ModelFailure) =>
  new StepFailure(errorClass, message, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(policies && { policies }),
  });

function decisionAbout({ node, attempt }: StepContext, failed: ModelFailure, nextModel: string | null) {
  const failure: Failure = { class: failed.class, message: failed.message, fingerprint: "" };
  const facts = { node, attempt, elapsedMs: 0, random: 0, hasErrorPort: false, isInside: false };
  return decideFailure({ ...facts, failure, nextModel, lastResort: "fail" });
}

async function candidateOf(deps: CallExecutorDependencies, context: StepContext, ref: string): Promise<Candidate> {
  const { tenantId } = context.run;
  const [name = "", ...rest] = ref.split("/");
  const modelId = rest.join("/");
  const connection = await deps.findConnection(tenantId, name);
  const simulated = connection?.provider === "sandbox";
  const card = connection?.cards.find((one) => one.modelId === modelId);
  const admitted = connection && (await deps.breakers.admit(targetOf(context, ref, connection), context.clock.now()));
  return {
    ref,
    simulated,
    connection,
    contextWindow: card?.contextWindow ?? (simulated ? SANDBOX_WINDOW.contextWindow : null),
    can: card?.can ?? { tools: null, jsonSchema: null },
    open: admitted?.open ? { retryAt: admitted.retryAt } : null,
  };
}

const targetOf = ({ run }: StepContext, ref: string, { rev }: ModelConnection) => ({
  tenantId: run.tenantId,
  target: modelTarget(ref),
  connectionRev: rev,
});

/** Tells the circuit what came of a call that reached the provider; a plan that did not fit, a denial, a replay or an injected fault says nothing of it. */
async function tell(
  { breakers }: CallExecutorDependencies,
  context: StepContext,
  { ref, result, asked }: CallFacts,
  connection: ModelConnection | null,
): Promise<void> {
  const outcome = result.ok ? "ok" : outcomeOf(result.failure, connection);
  if (!connection || !asked || !outcome) return;
  await breakers.record(targetOf(context, ref, connection), outcome, context.clock.now());
}

/** A simulated model has no key that somebody could replace: a refusal that it plays closes nothing off. */
function outcomeOf(failed: ModelFailure, connection: ModelConnection | null): CallOutcome | null {
  if (failed.class === "provider_auth") return connection?.provider === "sandbox" ? null : "unauthorised";
  if (failed.class === "cancelled" || failed.class === "policy_denied" || failed.class === "budget_exceeded")
    return null;
  return isTransient(failed) ? "failed" : "ok";
}

const LACKS: ReadonlySet<SkipReason> = new Set(["no-tools", "no-json-schema", "window-too-small"]);
const LACK_WORDS: Partial<Record<SkipReason, string>> = {
  "no-tools": "cannot call tools",
  "no-json-schema": "cannot answer as data",
  "window-too-small": "has too small a window",
};

/** Every model of the slot was passed over for what it cannot do. */
function noneIsAble(skipped: readonly { ref: string; why: SkipReason }[]): StepFailure {
  const why = skipped.map((one) => `${one.ref} ${LACK_WORDS[one.why] ?? one.why}`).join(", ");
  return new StepFailure("internal", `No model of this slot can do what the step needs: ${why}. Bind another model.`);
}

/** No model of the slot may be asked now: a transient failure until the first circuit may be tried again. */
function allClosedOff({ clock, annotate }: StepContext, chain: readonly Candidate[]): StepFailure {
  const circuits = chain.filter((model) => model.open);
  annotate({ attributes: { openCircuits: circuits.map(({ ref }) => ref) } });
  const times = circuits.flatMap((model) => (model.open?.retryAt ? [model.open.retryAt] : []));
  const names = chain.map(({ ref }) => ref).join(", ");
  if (times.length === 0)
    return new StepFailure(
      "provider_auth",
      `No model of this slot can be asked (${names}): the key was refused. Replace it on the models page.`,
    );
  const retryAfterMs = Math.max(0, Math.min(...times) - clock.now());
  return new StepFailure(
    "provider_5xx",
    `No model of this slot is asked for ${Math.ceil(retryAfterMs / 1_000)} s (${names}), because too many calls failed.`,
    { retryAfterMs },
  );
}
