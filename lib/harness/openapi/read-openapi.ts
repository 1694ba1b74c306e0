import { parseDocument } from "yaml";
import { z } from "zod";

export const MAX_OPENAPI_BYTES = 5_000_000;
const MAX_ALIASES = 100;
const METHODS = ["get", "put", "post", "delete", "patch"] as const;
const Open = z.record(z.string(), z.unknown());

export type OpenApiMethod = (typeof METHODS)[number];
export type RawOperation = {
  method: OpenApiMethod;
  path: string;
  operation: Record<string, unknown>;
  /** Parameters that the whole path has. */
  pathParameters: unknown[];
};
export type OpenApiDocument = {
  title: string;
  version: string;
  /** Absolute addresses, variables at their defaults. */
  servers: string[];
  root: Record<string, unknown>;
  operations: RawOperation[];
};
export const MAX_OPERATIONS = 300;

/**
 * An OpenAPI 3.x document from JSON or YAML. Nothing is fetched; YAML tags make nothing but values, and aliases are
 * bounded. Gives a sentence when the text is none.
 */
export function readOpenApi(text: string): { ok: true; document: OpenApiDocument } | { ok: false; message: string } {
  if (new TextEncoder().encode(text).length > MAX_OPENAPI_BYTES)
    return no(`The document is over ${MAX_OPENAPI_BYTES / 1_000_000} MB.`);
  const root = parseText(text);
  if (typeof root === "string") return no(root);
  if (typeof root.swagger === "string")
    return no("This is Swagger 2. Convert it to OpenAPI 3 first, for example with the Swagger editor.");
  if (!/^3\.\d+/.test(String(root.openapi ?? "")))
    return no('This is no OpenAPI 3 document: "openapi: 3.x" is missing.');
  const operations = operationsOf(root);
  if (operations.length === 0) return no("The document has no operation.");
  if (operations.length > MAX_OPERATIONS)
    return no(`The document has ${operations.length} operations; at most ${MAX_OPERATIONS} can be read. Split it.`);
  const info = Open.safeParse(root.info).data ?? {};
  return {
    ok: true,
    document: {
      title: String(info.title ?? "Untitled API").slice(0, 80),
      version: String(info.version ?? "").slice(0, 40),
      servers: serversOf(root.servers),
      root,
      operations,
    },
  };
}

const no = (message: string) => ({ ok: false as const, message });

/** The top of the document, or what is wrong with it. */
function parseText(text: string): Record<string, unknown> | string {
  try {
    const document = parseDocument(text, { schema: "core", strict: true, uniqueKeys: true, logLevel: "silent" });
    const [error] = document.errors;
    // The first line says what and where; a picture of the place follows its colon.
    if (error) return `The document cannot be read: ${error.message.split("\n")[0]?.replace(/:$/, ".")}`;
    // Through JSON: no dates, no maps, no references to one object from two places.
    const value: unknown = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES })));
    return Open.safeParse(value).data ?? "The document is no object.";
  } catch (error) {
    return `The document cannot be read: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;
  }
}

function operationsOf(root: Record<string, unknown>): RawOperation[] {
  const paths = Open.safeParse(root.paths).data ?? {};
  return Object.entries(paths).flatMap(([path, item]) => {
    const methods = Open.safeParse(item).data ?? {};
    const pathParameters = z.array(z.unknown()).safeParse(methods.parameters).data ?? [];
    return METHODS.flatMap((method) => {
      const operation = Open.safeParse(methods[method]).data;
      return operation && path.startsWith("/") ? [{ method, path, operation, pathParameters }] : [];
    });
  });
}

const Server = z.object({
  url: z.string(),
  variables: z.record(z.string(), z.object({ default: z.coerce.string() })).default({}),
});

function serversOf(servers: unknown): string[] {
  const listed = z.array(z.unknown()).safeParse(servers).data ?? [];
  const urls = listed.flatMap((one) => {
    const server = Server.safeParse(one).data;
    if (!server) return [];
    const url = server.url.replaceAll(/\{([^}]+)\}/g, (all, name: string) => server.variables[name]?.default ?? all);
    return /^https?:\/\/[^/{}?#@\s]+/i.test(url) ? [url.replace(/\/+$/, "")] : [];
  });
  return [...new Set(urls)].slice(0, 10);
}
