import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { log } from "@/lib/platform/log/log.server";

const RECONNECT_MS = 500;

/**
 * Listens on channels with a connection of its own (never through a pooler), and connects again when it is lost. Messages
 * may be missed: the caller sweeps, or reads again on `onListening`, which is called whenever listening begins.
 */
export function listen(
  connectionString: string,
  handlers: Record<string, (payload: string) => void>,
  onListening: () => void = () => {},
): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let isStopped = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      next.on("error", () => resolve());
      next.on("end", () => resolve());
    });
    next.on("notification", ({ channel, payload }) => handlers[channel]?.(payload ?? ""));
    await next.connect();
    client = next;
    if (isStopped) return await next.end();
    for (const channel of Object.keys(handlers)) await next.query(`LISTEN ${next.escapeIdentifier(channel)}`);
    onListening();
    await lost;
  };
  const run = async () => {
    while (!isStopped) {
      await connect().catch((error: Error) => log().warn({ error: error.message }, "listening stopped"));
      if (!isStopped) await sleep(RECONNECT_MS);
    }
  };
  void run();
  return {
    async stop() {
      isStopped = true;
      await client?.end().catch(() => {});
    },
  };
}
