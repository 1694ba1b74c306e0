import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { SafeStream } from "@/lib/platform/net/safe-fetch.server";
import type { Json } from "@/lib/release/json-schema";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { callLimits, type ExpiredLimit } from "@/lib/runtime/models/call-limits";
import { mapModelError } from "@/lib/runtime/models/map-model-error";
import type {
  ModelAnswer,
  ModelFailure,
  ModelGateway,
  ModelRequest,
  ModelResult,
} from "@/lib/runtime/models/model-gateway";
import { providerModel } from "@/lib/runtime/models/provider-model.server";
import { type Sleep, sandboxModel } from "@/lib/runtime/models/sandbox-provider/sandbox-model";
import { SANDBOX_SCRIPTS } from "@/lib/runtime/models/sandbox-provider/sandbox-scripts";
import { streamAnswer } from "@/lib/runtime/models/stream-answer.server";

const MAX_ANSWER_BYTES = 32_000_000;
const FIRST_TOKEN_MS = 60_000;
const IDLE_MS = 30_000;
const MAX_MODELS = 200;

export type GatewayDependencies = {
  safeStream: SafeStream;
  sleep: Sleep;
  /** Longest waits for the first token and between two; shorter in tests. */
  firstTokenMs?: number;
  idleMs?: number;
};

/** Model calls through the AI SDK, streamed. One request per call, no retries: those belong to the interpreter. */
export function createAiSdkGateway(deps: GatewayDependencies): ModelGateway {
  const modelOf = knownModels(deps);
  return {
    async call(request) {
      const modelRef = `${request.connection.name}/${request.modelId}`;
      await request.beforeSend?.();
      const limits = callLimits({
        totalMs: request.timeoutMs,
        firstTokenMs: deps.firstTokenMs ?? FIRST_TOKEN_MS,
        idleMs: deps.idleMs ?? IDLE_MS,
      });
      const signal = AbortSignal.any([request.signal, limits.signal]);
      let partial = "";
      try {
        const model = modelOf(request);
        if (!model) return failed(`There is no model ${modelRef}.`);
        const answer = await streamAnswer(request, model, {
          signal,
          onPart: limits.touch,
          onText: (delta) => {
            partial += delta;
            request.onText?.(delta);
          },
        });
        return checked(request, modelRef, answer);
      } catch (error) {
        const failure = failureOf(error, { modelRef, expired: limits.expired(), request });
        return { ok: false, failure: partial === "" ? failure : { ...failure, partial } };
      } finally {
        limits.end();
      }
    },
  };
}

type Context = { modelRef: string; expired: ExpiredLimit | null; request: ModelRequest };

function failureOf(error: unknown, { modelRef, expired, request }: Context): ModelFailure {
  if (request.signal.aborted) return { class: "cancelled", message: `The call to ${modelRef} was cancelled.` };
  if (expired) return { class: "provider_timeout", message: `${modelRef} ${TOO_LATE[expired](request.timeoutMs)}` };
  return withoutKey(mapModelError(error, modelRef, Date.now()), request.connection.apiKey);
}

const TOO_LATE: Record<ExpiredLimit, (totalMs: number) => string> = {
  total: (ms) => `did not answer within ${ms} ms.`,
  "first-token": () => "did not begin to answer in time.",
  idle: () => "stopped in the middle of its answer.",
};

/** Providers like to repeat the key they refuse. */
const withoutKey = (failure: ModelFailure, key: string | null): ModelFailure =>
  key ? { ...failure, message: failure.message.replaceAll(key, "[key]") } : failure;

/**
 * The SDK's models, kept by everything that makes them: an SDK builds and compiles the schemas of a provider's protocol anew
 * for each, which costs more than a call. A new key, address or revision of the connection is another model.
 */
function knownModels({ safeStream, sleep }: GatewayDependencies) {
  const known = new Map<string, LanguageModelV4 | null>();
  return ({ connection, modelId, timeoutMs }: ModelRequest): LanguageModelV4 | null => {
    if (connection.provider === "sandbox") {
      const script = SANDBOX_SCRIPTS.get(modelId);
      return script ? sandboxModel(modelId, script, sleep) : null;
    }
    const { id, name, provider, baseUrl, apiKey, rev } = connection;
    const key = JSON.stringify([id, rev, name, provider, baseUrl, apiKey, modelId, timeoutMs]);
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const model = providerModel(connection, { modelId, fetch: providerFetch(safeStream, timeoutMs) });
    const [oldest] = known.keys();
    if (known.size >= MAX_MODELS && oldest !== undefined) known.delete(oldest);
    known.set(key, model);
    return model;
  };
}

/** Aborts with the signal of the call, which the SDK passes on. */
const providerFetch =
  (safeStream: SafeStream, timeoutMs: number): typeof globalThis.fetch =>
  (url, init) =>
    safeStream(String(url), {
      method: "POST",
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === "string" ? init.body : "",
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      signal: init?.signal ?? AbortSignal.timeout(timeoutMs),
    });

function checked({ output }: ModelRequest, modelRef: string, answer: ModelAnswer): ModelResult {
  if (answer.finishReason === "content-filter")
    return {
      ok: false,
      failure: { class: "content_filter", message: `${modelRef} refused to answer (content filter).`, answer },
    };
  if (!output || answer.toolCalls.length > 0) return { ok: true, answer };
  const object = parseJson(answer.text);
  if (object === undefined) return { ok: false, failure: { ...notAnObject(modelRef), answer } };
  const [issue] = jsonValueIssues(output, object);
  if (issue)
    return {
      ok: false,
      failure: {
        class: "output_schema_invalid",
        message: `${modelRef} gave an object that does not fit the output schema at "${issue.pointer}": ${issue.message}`,
        answer,
      },
    };
  return { ok: true, answer: { ...answer, object } };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const failed = (message: string): ModelResult => ({ ok: false, failure: { class: "internal", message } });
const notAnObject = (modelRef: string): ModelFailure => ({
  class: "output_schema_invalid",
  message: `${modelRef} gave no valid JSON object.`,
});
