import { type ErrorClass, isTransient } from "@/lib/platform/errors/error-class";

/** One model of a chain, as far as it is known. Null capabilities and windows are unknown: they rule nothing out. */
export type ChainModel = {
  ref: string;
  simulated: boolean;
  /** Tokens; null when the model has no card. */
  contextWindow: number | null;
  can: { tools: boolean | null; jsonSchema: boolean | null };
  /** Its circuit is open; null `retryAt` = until the connection changes. */
  open: { retryAt: number | null } | null;
};
/** `minWindow`: what the slot asks of the window of each of its models. */
export type CallNeeds = { tools: boolean; jsonSchema: boolean; tokens: number; minWindow?: number | undefined };
export type TriedModel = { ref: string; class: ErrorClass; transient?: boolean | undefined };
export type SkipReason = "tried" | "simulated" | "circuit-open" | "no-tools" | "no-json-schema" | "window-too-small";
export type ModelChoice =
  | { kind: "use"; ref: string; isLast: boolean }
  /** The last failure ends the call, whatever comes after in the chain. */
  | { kind: "stop" }
  | { kind: "exhausted"; skipped: { ref: string; why: SkipReason }[] };

/**
 * The next model of a chain (slot model first, then its fallbacks in order). A model is skipped when it was tried, its
 * circuit is open, or it lacks what the call needs. The sandbox stands in for no real model: simulated words may not slip
 * into a real answer.
 * @param tried in the order of trying; the last one decides whether another model may help at all
 */
export function chooseFallback(
  chain: readonly ChainModel[],
  needs: CallNeeds,
  tried: readonly TriedModel[],
): ModelChoice {
  const last = tried.at(-1);
  if (last && !mayAnotherHelp(last)) return { kind: "stop" };
  const reasons = chain.map((model) => ({ ref: model.ref, why: skipReason(chain, model, needs, tried) }));
  const [next, ...others] = reasons.filter(({ why }) => why === null);
  if (next) return { kind: "use", ref: next.ref, isLast: others.length === 0 };
  return { kind: "exhausted", skipped: reasons.flatMap(({ ref, why }) => (why === null ? [] : [{ ref, why }])) };
}

/** Another model helps against an outage, a refused key, a forbidden or missing model, a small window, a broken answer. */
const OF_THIS_MODEL: ReadonlySet<ErrorClass> = new Set([
  "provider_auth",
  "context_overflow",
  "output_schema_invalid",
  "policy_denied",
  "internal",
]);
const mayAnotherHelp = (failed: TriedModel): boolean => isTransient(failed) || OF_THIS_MODEL.has(failed.class);

function skipReason(
  chain: readonly ChainModel[],
  model: ChainModel,
  needs: CallNeeds,
  tried: readonly TriedModel[],
): SkipReason | null {
  const [first] = chain;
  if (tried.some(({ ref }) => ref === model.ref)) return "tried";
  if (model.simulated && first?.simulated === false) return "simulated";
  if (model.open) return "circuit-open";
  const lack = lackOf(model, needs);
  if (lack) return lack;
  if (isNoLarger(model, chain, tried)) return "window-too-small";
  // The first model is asked whatever its card says: the plan cuts its context and says so.
  const isFallback = model !== first;
  return isFallback && model.contextWindow !== null && model.contextWindow < needs.tokens ? "window-too-small" : null;
}

/** What a model is known not to have. */
function lackOf(
  { can, contextWindow }: ChainModel,
  { tools, jsonSchema, minWindow = 0 }: CallNeeds,
): SkipReason | null {
  if (tools && can.tools === false) return "no-tools";
  if (jsonSchema && can.jsonSchema === false) return "no-json-schema";
  return contextWindow !== null && contextWindow < minWindow ? "window-too-small" : null;
}

/** After a context that was too long only a larger window helps; a window that nobody knows may be one. */
function isNoLarger(model: ChainModel, chain: readonly ChainModel[], tried: readonly TriedModel[]): boolean {
  const last = tried.at(-1);
  if (last?.class !== "context_overflow" || model.contextWindow === null) return false;
  const before = chain.find(({ ref }) => ref === last.ref)?.contextWindow ?? null;
  return before !== null && model.contextWindow <= before;
}
