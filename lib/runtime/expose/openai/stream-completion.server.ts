import type { Actor } from "@/lib/governance/access/actor";
import type { TextDelta } from "@/lib/observability/live/text-delta";
import { log } from "@/lib/platform/log/log.server";
import { answerWriter } from "@/lib/runtime/expose/answer-writer";
import { answerNode } from "@/lib/runtime/expose/chat-shape";
import { answerRun } from "@/lib/runtime/expose/openai/answer-run.server";
import { abandonRun, type ChatRun } from "@/lib/runtime/expose/openai/chat-run.server";
import { type Completion, chunk, usageChunk } from "@/lib/runtime/expose/openai/completion";
import { OpenAiError } from "@/lib/runtime/expose/openai/openai-error";

const HEARTBEAT_MS = 15_000;

type Options = {
  actor: Actor;
  head: Completion;
  run: ChatRun;
  /** Deltas that came before anybody read. */
  heard: DeltaQueue;
  includeUsage: boolean;
  /** Whether the run ends when the caller hangs up. */
  cancelsOnDisconnect: boolean;
  signal: AbortSignal;
};

/** Text of a run from before its stream is read. */
export type DeltaQueue = {
  push: (delta: TextDelta) => void;
  drainInto: (listener: (delta: TextDelta) => void) => void;
};

export function deltaQueue(): DeltaQueue {
  const waiting: TextDelta[] = [];
  let listener: ((delta: TextDelta) => void) | null = null;
  return {
    push: (delta) => (listener ? listener(delta) : void waiting.push(delta)),
    drainInto(next) {
      for (const delta of waiting.splice(0)) next(delta);
      listener = next;
    },
  };
}

/**
 * The answer of a run as server-sent events: the role first, words as they are written, the reason last, then usage if
 * it was asked for, then `[DONE]`. A failure after the beginning is an `error` event, and no `[DONE]` follows.
 */
export function streamCompletion(options: Options): ReadableStream<Uint8Array> {
  const hangUp = new AbortController();
  const signal = AbortSignal.any([options.signal, hangUp.signal]);
  return new ReadableStream({
    async start(controller) {
      const encoder = new TextEncoder();
      const write = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const beat = setInterval(() => write(": alive\n\n"), HEARTBEAT_MS);
      try {
        await tell({ ...options, signal }, (value) => write(`data: ${JSON.stringify(value)}\n\n`));
        write("data: [DONE]\n\n");
      } catch (error) {
        write(`data: ${JSON.stringify({ error: lateError(error, options.run.runId) })}\n\n`);
      } finally {
        clearInterval(beat);
        options.run.stopListening();
        if (!hangUp.signal.aborted) controller.close();
        if (signal.aborted && options.cancelsOnDisconnect) await abandonRun(options.actor, options.run.runId);
      }
    },
    cancel: () => hangUp.abort(),
  });
}

async function tell({ actor, head, run, heard, includeUsage, signal }: Options, send: (value: unknown) => void) {
  send(chunk(head, { role: "assistant", content: "" }));
  const writer = answerWriter(answerNode(run.program));
  const say = (content: string) => content !== "" && send(chunk(head, { content }));
  heard.drainInto((delta) => say(writer.hear(delta)));
  const { text, usage } = await answerRun(actor, run.runId, signal);
  const end = writer.end(text);
  if (end.kind === "diverged") throw restarted(run.runId);
  say(end.text);
  send(chunk(head, {}, "stop"));
  if (includeUsage) send(usageChunk(head, usage));
}

const restarted = (runId: string) =>
  new OpenAiError(500, {
    message: `A step was tried again and gave another answer than the one that was streamed. The run ${runId} has it.`,
    type: "server_error",
    param: null,
    code: "answer_restarted",
  });

function lateError(error: unknown, runId: string): OpenAiError["body"] {
  if (error instanceof OpenAiError) return error.body;
  log().error({ err: error, runId }, "a streamed answer broke");
  return { message: "Something failed on our side.", type: "server_error", param: null, code: null };
}
