import type { DeltaMessage, DeltaSink } from "@/lib/observability/live/text-delta";

const EVERY_MS = 50;
/** JSON needs at most six bytes for a character; a notification holds 8,000. */
const MAX_CHARACTERS = 1_200;

/**
 * Coalesces text to one message per 50 ms and call, in order. A message that cannot be sent is lost, with what it said:
 * nobody depends on it.
 */
export function createDeltaSink(send: (message: DeltaMessage) => Promise<void>): DeltaSink {
  return {
    open({ tenantId, runId }, source) {
      let waiting = "";
      let offset = 0;
      let timer: NodeJS.Timeout | null = null;
      let sending: Promise<void> = Promise.resolve();
      const flush = () => {
        timer = null;
        while (waiting !== "") {
          const text = waiting.slice(0, MAX_CHARACTERS);
          const message = { tenantId, runId, ...source, offset, text };
          waiting = waiting.slice(MAX_CHARACTERS);
          offset += text.length;
          sending = sending.then(() => send(message)).catch(() => {});
        }
      };
      return {
        push(text) {
          waiting += text;
          timer ??= setTimeout(flush, EVERY_MS);
        },
        close() {
          if (timer) clearTimeout(timer);
          flush();
        },
      };
    },
  };
}
