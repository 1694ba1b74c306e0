import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { subscribeToDeltas } from "@/lib/observability/live/postgres-deltas.server";
import type { TextDelta } from "@/lib/observability/live/text-delta";
import { ProblemError } from "@/lib/platform/errors/problem";
import { withBoundModels } from "@/lib/release/bound-models";
import type { Program } from "@/lib/release/program";
import { chatField } from "@/lib/runtime/expose/chat-shape";
import { type ChatRequest, modelTarget } from "@/lib/runtime/expose/openai/chat-request";
import { OpenAiError } from "@/lib/runtime/expose/openai/openai-error";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import { cancelRun, requireTarget, startRun } from "@/lib/runtime/runs/mutations.server";

/** From the headers: the conversation to go on with, and the key that makes a repeated request the same run. */
export type ChatHeaders = { thread: string | null; idempotencyKey: string | null };
export type ChatRun = { runId: string; thread: string | null; program: Program; stopListening: () => void };

/**
 * Starts the run of a chat request and listens from before it can begin. Without `thread` the client's own messages are
 * the conversation: what it says that the assistant said is untrusted.
 */
export function startChatRun(
  actor: Actor,
  request: ChatRequest,
  headers: ChatHeaders,
  heard: (delta: TextDelta) => void,
): Promise<ChatRun> {
  const { harness, environment } = modelTarget(request.model);
  const { text, before } = turnOf(request);
  return withTenant(actor, "run:start", async (db) => {
    const { release } = await requireTarget(db, actor, harness, environment);
    const field = chatField(release.program.inputs);
    if (field === null) throw new ProblemError("not-found");
    const { runId, thread, models } = await startRun(
      db,
      actor,
      { harness, environment, input: { [field]: text }, thread: headers.thread, endUser: request.user ?? null },
      {
        idempotencyKey: headers.idempotencyKey,
        trigger: "openai",
        nowMs: Date.now(),
        history: headers.thread === null ? before : [],
        options: outputLimit(request),
      },
    );
    const stopListening = subscribeToDeltas(actor.tenantId, runId, heard);
    return { runId, thread, program: withBoundModels(release.program, models), stopListening };
  });
}

/** The newest message, and those before it. */
function turnOf({ messages }: ChatRequest): { text: string; before: ChatMessage[] } {
  const last = messages.at(-1);
  if (last?.role !== "user")
    throw new OpenAiError(400, {
      message: "The last message must be one of the user: it is what the harness answers.",
      type: "invalid_request_error",
      param: "messages",
      code: "invalid_value",
    });
  const before = messages
    .slice(0, -1)
    .map(
      ({ role, content }): ChatMessage =>
        role === "user" ? { role, text: content } : { role, text: content, toolCalls: [] },
    );
  return { text: last.content, before };
}

function outputLimit({ max_tokens, max_completion_tokens }: ChatRequest) {
  const limits = [max_tokens, max_completion_tokens].flatMap((limit) => limit ?? []);
  return limits.length > 0 ? { maxOutputTokens: Math.min(...limits) } : {};
}

/** The caller hung up: nobody waits for the answer. Only its own run. */
export function abandonRun(actor: Actor, runId: string): Promise<void> {
  return withTenant(actor, "run:start", async (db) => {
    const own = await db.run.findFirst({
      where: { tenantId: actor.tenantId, id: runId, startedBy: actorRef(actor) },
      select: { id: true },
    });
    if (own) await cancelRun(db, actor, runId, new Date());
  });
}
