import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The place of the API that specs call as a tool: operators allow it by `SLIPWAY_PRIVATE_HOSTS`, as for any private host. */
export const LOCAL_API_PORT = Number(process.env.E2E_PORT ?? 13_200) + 2;
const SILENT_PATH = "/bookings";
const RESOURCES = ["parts", "shelves", "orders", "returns", "carriers", "suppliers", "audits"] as const;

const answer = (description: string, properties: object) => ({
  "200": { description, content: { "application/json": { schema: { type: "object", properties } } } },
});
const id = { name: "id", in: "path", required: true, description: "Its number", schema: { type: "string" } };

/** An OpenAPI document of 21 operations: list, read and make for seven resources. */
export function warehouseDocument(): object {
  const paths = RESOURCES.map((resource) => {
    const one = resource.slice(0, -1);
    const body = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
    return {
      [`/${resource}`]: {
        get: {
          operationId: `list_${resource}`,
          summary: `List ${resource}`,
          responses: answer("A list", { items: { type: "array" } }),
        },
        post: {
          operationId: `make_${one}`,
          summary: `Make one of the ${resource}`,
          requestBody: { required: true, content: { "application/json": { schema: body } } },
          responses: answer("What was made", { id: { type: "string" } }),
        },
      },
      [`/${resource}/{id}`]: {
        get: {
          operationId: `read_${one}`,
          summary: `Read one of the ${resource}`,
          parameters: [id],
          responses: answer("One", { id: { type: "string" }, stock: { type: "number" } }),
        },
      },
    };
  });
  return {
    openapi: "3.1.0",
    info: { title: "Warehouse", version: "2.4" },
    servers: [{ url: `http://127.0.0.1:${LOCAL_API_PORT}` }],
    paths: Object.assign({}, ...paths),
  };
}

/** Serves the API until `stop`; `asked` says what it was asked for. What is asked of `SILENT_PATH` is taken, never answered. */
export async function startLocalApi(): Promise<{ asked: string[]; stop: () => Promise<void> }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === SILENT_PATH) return;
    const name = (request.url ?? "").split("/").at(-1);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: name, stock: 41 }));
  });
  await new Promise<AddressInfo | string | null>((done) =>
    server.listen(LOCAL_API_PORT, "127.0.0.1", () => done(server.address())),
  );
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { asked, stop };
}

const callOf = (method: string, path: string, sideEffect: string) => ({
  kind: "http",
  config: {
    ...{ method, url: `http://127.0.0.1:${LOCAL_API_PORT}${path}`, headers: {}, maxResponseBytes: 10_000 },
    sideEffect,
  },
});

/** A workflow with one unsafe call, to the path that never answers: nobody knows whether the courier was booked. */
export const courierWorkflow = (name: string): object => oneStepWorkflow(name, callOf("POST", SILENT_PATH, "unsafe"));

/** A workflow that reads a part, and may do no more than its first two steps. */
export const stockWorkflow = (name: string): object =>
  oneStepWorkflow(name, { ...callOf("GET", "/parts/7", "none"), maxSteps: 2 });

/** A workflow that asks the simulated model to repeat what it is told. */
export const echoWorkflow = (name: string): object =>
  oneStepWorkflow(name, {
    kind: "llm",
    config: { slot: "main", prompt: { system: "Repeat it.", user: "{{ input.message }}" } },
    models: { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 200 } },
  });

type OneStep = { kind: string; config: object; maxSteps?: number; models?: object };

function oneStepWorkflow(name: string, { kind, config, maxSteps = 500, models = {} }: OneStep): object {
  const node = (id: string, key: string, kind: string, label: string, more: object) => ({
    ...{ id, key, kind, v: 1, label, parent: null, config: {}, in: {}, policy: {} },
    ...more,
  });
  const edge = (edgeId: string, from: string, to: string) => ({
    id: edgeId,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  const [start, book, done] = ["n_courierstart00", "n_courierbooks00", "n_courierdone000"];
  return {
    format: "slipway/workflow@1",
    name,
    inputs: { type: "object" },
    outputs: { type: "object" },
    state: {},
    context: {
      ...{ history: "run", maxInputTokens: 12_000, reserveOutputTokens: 1_024, historyShare: 0.5, recallShare: 0.2 },
      ...{ compactAt: 0.85, strategy: "drop-oldest", keepLastTurns: 6 },
    },
    models,
    limits: {
      ...{ maxSteps, maxActiveMs: 1_200_000, maxCostUsd: 1, maxTokens: 200_000, maxDepth: 5, maxParallel: 10 },
    },
    nodes: [
      node(start, "start", "trigger.api", "Order", { config: { mode: "async", waitMs: 30_000 } }),
      node(book, "book", kind, "Book the courier", { config, policy: { timeoutMs: 1_500 } }),
      node(done, "done", "end", "Booked", {
        config: { outcome: "success" },
        in: { booking: { cel: "steps.book.output" } },
      }),
    ],
    edges: [edge("e_courierfirst00", start, book), edge("e_courierlast000", book, done)],
    at: { [start]: { x: 0, y: 0 }, [book]: { x: 0, y: 112 }, [done]: { x: 0, y: 224 } },
    groups: [],
  };
}
