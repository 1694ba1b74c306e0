import { createServer } from "node:http";
import { log } from "@/lib/platform/log/log.server";

export type WorkerHealth = { isReady: boolean; isDraining: boolean; isBeating: boolean; busy: number; slots: number };

/**
 * `GET /healthz`: the process lives. `GET /readyz`: it takes runs and the database has heard of it within five seconds;
 * else 503. On 127.0.0.1; port 0 = any. A port that is taken is a warning, not a reason not to work.
 */
export function startHealthServer(port: number, health: () => WorkerHealth): { stop(): void } {
  const server = createServer((request, response) => {
    const state = health();
    const isKnown = request.url === "/healthz" || request.url === "/readyz";
    const status = isKnown ? (request.url === "/healthz" || state.isReady ? 200 : 503) : 404;
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(request.url === "/readyz" ? state : { ok: status === 200 }));
  });
  server.on("error", (error) => log().warn({ error: error.message, port }, "the health port cannot be used"));
  server.listen(port, "127.0.0.1", () => {
    const address = server.address();
    log().info({ health: typeof address === "object" ? address?.port : address }, "worker health port");
  });
  server.unref();
  return { stop: () => void server.close() };
}
