import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The place of the API that specs call as a tool: operators allow it by `SLIPWAY_PRIVATE_HOSTS`, as for any private host. */
export const LOCAL_API_PORT = Number(process.env.E2E_PORT ?? 13_200) + 2;
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

/** Serves the API until `stop`; `asked` says what it was asked for. */
export async function startLocalApi(): Promise<{ asked: string[]; stop: () => Promise<void> }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
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
