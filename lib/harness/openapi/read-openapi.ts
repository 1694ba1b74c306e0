import { isScalar, parseDocument, visit } from "yaml";
import { z } from "zod";
import { isTooDeep, jsonHazard } from "@/lib/platform/http/json-hazard";

export const MAX_OPENAPI_BYTES = 5_000_000;
/** Reading YAML takes some 10 µs for each mark; so many are read within a second. */
const MAX_YAML_BYTES = 600_000;
const MAX_YAML_MARKS = 30_000;
const MARK = /[\n\r\t!-\-:-@[-^`{-~]/g;
const MAX_ALIASES = 100;
/** Of an address and of a path. Longer ones are left out. */
const MAX_ADDRESS = 2_000;
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

/** The top of the document, or what is wrong with it. JSON is YAML as well, but is read a hundred times faster as what it is. */
function parseText(text: string): Record<string, unknown> | string {
  const json = text.trimStart().startsWith("{") ? parseJson(text) : undefined;
  const value = json ?? parseYaml(text);
  if (typeof value === "string") return `The document cannot be read: ${value}`;
  const hazard = jsonHazard(value);
  if (hazard) return `The document cannot be read: ${hazard.message}`;
  return Open.safeParse(value).data ?? "The document is no object.";
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  if (isTooDeep(text)) return "it is nested deeper than 64 levels.";
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value, or a sentence. */
function parseYaml(text: string): unknown {
  if (text.length > MAX_YAML_BYTES || (text.match(MARK)?.length ?? 0) > MAX_YAML_MARKS)
    return `it is too long for YAML. Convert it to JSON, which is read up to ${MAX_OPENAPI_BYTES / 1_000_000} MB.`;
  try {
    // Without the library's own search for equal keys, which compares each with each.
    const document = parseDocument(text, {
      ...{ schema: "core", strict: true, logLevel: "silent" },
      ...{ uniqueKeys: false, prettyErrors: false },
    });
    const [error] = document.errors;
    if (error) return `${error.message.split("\n")[0]} (line ${lineOf(text, error.pos[0])}).`;
    const double = doubleKey(document);
    if (double !== null) return `the key ${JSON.stringify(double.slice(0, 80))} is there twice in one place.`;
    // Through JSON: no dates, no maps, no references to one object from two places.
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES })));
  } catch (error) {
    return error instanceof Error ? error.message.split("\n")[0] : String(error);
  }
}

const lineOf = (text: string, at: number) => text.slice(0, at).split("\n").length;

function doubleKey(document: ReturnType<typeof parseDocument>): string | null {
  let found: string | null = null;
  visit(document, {
    Map(_key, map) {
      found ??= firstDouble(map.items.map(({ key }) => (isScalar(key) ? String(key.value) : null)));
      return found === null ? undefined : visit.BREAK;
    },
  });
  return found;
}

function firstDouble(names: readonly (string | null)[]): string | null {
  const seen = new Set<string>();
  return names.find((name) => name !== null && (seen.has(name) || !seen.add(name))) ?? null;
}

function operationsOf(root: Record<string, unknown>): RawOperation[] {
  const paths = Open.safeParse(root.paths).data ?? {};
  return Object.entries(paths).flatMap(([path, item]) => {
    const methods = Open.safeParse(item).data ?? {};
    const pathParameters = z.array(z.unknown()).safeParse(methods.parameters).data ?? [];
    return METHODS.flatMap((method) => {
      const operation = Open.safeParse(methods[method]).data;
      return operation && path.startsWith("/") && path.length <= MAX_ADDRESS
        ? [{ method, path, operation, pathParameters }]
        : [];
    });
  });
}

const Server = z.object({
  url: z.string().max(MAX_ADDRESS),
  variables: z.record(z.string(), z.object({ default: z.coerce.string().max(200) })).default({}),
});

function serversOf(servers: unknown): string[] {
  const listed = z.array(z.unknown()).safeParse(servers).data ?? [];
  const urls = listed.slice(0, 100).flatMap((one) => {
    const server = Server.safeParse(one).data;
    if (!server) return [];
    const url = server.url.replaceAll(/\{([^}]+)\}/g, (all, name: string) => server.variables[name]?.default ?? all);
    return /^https?:\/\/[^/{}?#@\s]+/i.test(url) ? [url.replace(/\/+$/, "")] : [];
  });
  return [...new Set(urls)].slice(0, 10);
}
