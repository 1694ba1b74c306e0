import { Hono } from "hono";
import { openApiDocument } from "@/lib/api/openapi-document.server";
import { routes } from "@/lib/api/routes.server";
import { serveRoute } from "@/lib/api/serve-route.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { problemResponse } from "@/lib/platform/http/problem-response.server";
import { addMcpRoutes } from "@/lib/runtime/expose/mcp/routes.server";
import { addOpenAiRoutes } from "@/lib/runtime/expose/openai/routes.server";
import { addHookRoutes } from "@/lib/runtime/triggers/hook-routes.server";

/** One API for the UI and for users: the same app object in Next and in the gateway process. */
export function createApi(): Hono {
  const app = new Hono();
  for (const route of routes) {
    app.on(route.spec.method.toUpperCase(), `/api/v1/:tenant${toHonoPath(route.spec.path)}`, (context) =>
      serveRoute(route, context),
    );
  }
  const document = openApiDocument(routes);
  app.get("/api/v1/openapi.json", (context) => context.json(document));
  addOpenAiRoutes(app);
  addMcpRoutes(app);
  addHookRoutes(app);
  app.notFound(() => problemResponse(new ProblemError("not-found"), crypto.randomUUID()));
  app.onError((error) => problemResponse(error, crypto.randomUUID()));
  return app;
}

const toHonoPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ":$1");
