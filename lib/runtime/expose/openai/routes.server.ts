import type { Context, Hono } from "hono";
import { requireKeyActor } from "@/lib/governance/access/require-actor.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { limitRate } from "@/lib/platform/http/limit-rate.server";
import { readJsonBody } from "@/lib/platform/http/read-json-body.server";
import { log } from "@/lib/platform/log/log.server";
import { answerRun } from "@/lib/runtime/expose/openai/answer-run.server";
import { ChatRequest } from "@/lib/runtime/expose/openai/chat-request";
import { abandonRun, type ChatHeaders, startChatRun } from "@/lib/runtime/expose/openai/chat-run.server";
import { completion } from "@/lib/runtime/expose/openai/completion";
import { listModels } from "@/lib/runtime/expose/openai/list-models.server";
import { fromProblem, OpenAiError } from "@/lib/runtime/expose/openai/openai-error";
import { deltaQueue, streamCompletion } from "@/lib/runtime/expose/openai/stream-completion.server";

const MAX_BODY_BYTES = 1_000_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `GET /v1/models` and `POST /v1/chat/completions`, as clients of the OpenAI API expect them, by API key. */
export function addOpenAiRoutes(app: Hono): void {
  app.get("/v1/models", (context) =>
    answering(context, async () => context.json(await listModels(await actorOf(context)))),
  );
  app.get("/v1/models/:model", (context) =>
    answering(context, async () => {
      const { data } = await listModels(await actorOf(context));
      const found = data.find((model) => model.id === context.req.param("model"));
      if (!found) throw new ProblemError("not-found");
      return context.json(found);
    }),
  );
  app.post("/v1/chat/completions", (context) => answering(context, () => complete(context)));
}

async function actorOf(context: Context) {
  const actor = await requireKeyActor(context.req.header("authorization") ?? null);
  if (!actor.scopes.has("run:start")) throw new ProblemError("forbidden", 'The key needs the right "run:start".');
  limitRate(`key:${actor.id}`);
  return actor;
}

async function complete(context: Context): Promise<Response> {
  const actor = await actorOf(context);
  const { raw } = context.req;
  const request = parse(await readJsonBody(raw, MAX_BODY_BYTES));
  const heard = deltaQueue();
  const run = await startChatRun(actor, request, headersOf(context), heard.push);
  const head = { id: `chatcmpl-${run.runId}`, created: Math.floor(Date.now() / 1_000), model: request.model };
  const headers = {
    "x-request-id": run.runId,
    ...(run.thread ? { "x-slipway-thread": run.thread } : {}),
    ...(Object.values(run.program.models).some(({ model }) => model.startsWith("sandbox/"))
      ? { "x-slipway-simulated": "true" }
      : {}),
  };
  const cancelsOnDisconnect = context.req.header("x-slipway-on-disconnect") !== "detach";
  if (request.stream) {
    const includeUsage = request.stream_options?.include_usage ?? false;
    const body = streamCompletion({ actor, head, run, heard, includeUsage, cancelsOnDisconnect, signal: raw.signal });
    return new Response(body, { headers: { ...headers, ...EVENT_STREAM } });
  }
  run.stopListening();
  try {
    const { text, usage } = await answerRun(actor, run.runId, raw.signal);
    return context.json(completion(head, text, usage), 200, headers);
  } catch (error) {
    if (raw.signal.aborted && cancelsOnDisconnect) await abandonRun(actor, run.runId);
    if (error instanceof OpenAiError) throw new OpenAiError(error.status, error.body, { ...headers, ...error.headers });
    throw error;
  }
}

const EVENT_STREAM = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

function parse(body: unknown): ChatRequest {
  const parsed = ChatRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  throw new OpenAiError(400, {
    message: unknown ? `"${unknown}" is not supported, so it is refused rather than ignored.` : (issue?.message ?? ""),
    type: "invalid_request_error",
    param: unknown ?? issue?.path.join(".") ?? null,
    code: unknown ? "unsupported_parameter" : "invalid_value",
  });
}

function headersOf(context: Context): ChatHeaders {
  const thread = context.req.header("x-slipway-thread") ?? null;
  const idempotencyKey = context.req.header("idempotency-key") ?? null;
  if (thread !== null && !UUID.test(thread)) throw new ProblemError("not-found");
  if (idempotencyKey !== null && (idempotencyKey.length < 1 || idempotencyKey.length > 200))
    throw new ProblemError("invalid", "Idempotency-Key has 1 to 200 characters.");
  return { thread, idempotencyKey };
}

/** Every failure in the shape that these clients read. */
async function answering(context: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const known = error instanceof ProblemError ? fromProblem(error) : error;
    if (known instanceof OpenAiError)
      return new Response(JSON.stringify({ error: known.body }), {
        status: known.status,
        headers: { "content-type": "application/json", "cache-control": "no-store", ...known.headers },
      });
    const requestId = crypto.randomUUID();
    log().error({ err: error, requestId }, "request failed");
    const message = `Something failed on our side. Report the request id ${requestId}.`;
    return context.json({ error: { message, type: "server_error", param: null, code: null } }, 500, {
      "x-request-id": requestId,
    });
  }
}
