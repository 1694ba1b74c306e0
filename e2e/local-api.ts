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
export const courierWorkflow = (name: string): object => workflowOf(name, [callOf("POST", SILENT_PATH, "unsafe")]);

/** A workflow that reads two parts, and may do no more than its first two steps. */
export const stockWorkflow = (name: string): object =>
  workflowOf(name, [callOf("GET", "/parts/7", "none"), callOf("GET", "/parts/8", "none")], { maxSteps: 2 });

/** A workflow that asks the simulated model to repeat what it is told. */
export const echoWorkflow = (name: string): object =>
  workflowOf(
    name,
    [{ kind: "llm", config: { slot: "main", prompt: { system: "Repeat it.", user: "{{ input.message }}" } } }],
    { models: { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 200 } } },
  );

type Step = { kind: string; config: object };

/** The steps one after the other, between a trigger and an end. */
function workflowOf(name: string, steps: Step[], { maxSteps = 500, models = {} } = {}): object {
  const node = (id: string, key: string, kind: string, label: string, more: object) => ({
    ...{ id, key, kind, v: 1, label, parent: null, config: {}, in: {}, policy: {} },
    ...more,
  });
  const [start, done] = ["n_courierstart00", "n_courierdone000"];
  const ids = [start, ...steps.map((_, at) => `n_courierbooks0${at}`), done];
  const last = steps.length - 1;
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
      ...steps.map(({ kind, config }, at) =>
        node(`n_courierbooks0${at}`, `book${at}`, kind, at === 0 ? "Book the courier" : `Book another (${at})`, {
          ...{ config, policy: { timeoutMs: 1_500 } },
        }),
      ),
      node(done, "done", "end", "Booked", {
        config: { outcome: "success" },
        in: { booking: { cel: `steps.book${last}.output` } },
      }),
    ],
    edges: ids.slice(1).map((id, at) => ({
      id: `e_courieredge00${at}`,
      from: { node: ids[at], port: "out" },
      to: { node: id, port: "in" },
    })),
    at: Object.fromEntries(ids.map((id, at) => [id, { x: 0, y: at * 112 }])),
    groups: [],
  };
}
