import { log } from "@/lib/platform/log/log.server";

const HEARTBEAT_MS = 5_000;
const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/** Sends one event; `data` as JSON. */
export type SendEvent = (event: string, data: unknown, id?: number) => void;

/**
 * Server-sent events for as long as `work` lasts, with a sign of life every five seconds. `work` gets a signal that is
 * aborted when the client leaves; an error of it breaks the stream, so that the client comes back.
 */
export function eventStreamResponse(
  outer: AbortSignal,
  work: (send: SendEvent, signal: AbortSignal) => Promise<void>,
): Response {
  const encoder = new TextEncoder();
  const ended = new AbortController();
  const signal = AbortSignal.any([outer, ended.signal]);
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const beat = setInterval(() => write(": alive\n\n"), HEARTBEAT_MS);
      const send: SendEvent = (event, data, id) =>
        write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      try {
        await work(send, signal);
        if (!ended.signal.aborted) controller.close();
      } catch (error) {
        if (!signal.aborted) {
          log().warn({ error: String(error) }, "a live stream broke");
          controller.error(error);
        }
      } finally {
        clearInterval(beat);
      }
    },
    cancel: () => ended.abort(),
  });
  return new Response(stream, { headers: HEADERS });
}
