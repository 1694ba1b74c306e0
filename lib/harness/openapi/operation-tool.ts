import { z } from "zod";
import { argumentName, freeToolKey, operationKey, operationName } from "@/lib/harness/openapi/operation-names";
import type { OpenApiDocument, OpenApiMethod, RawOperation } from "@/lib/harness/openapi/read-openapi";
import { resolve, resolveSchema } from "@/lib/harness/openapi/resolve-schema";
import type { JsonSchema } from "@/lib/release/json-schema";
import type { HttpToolImpl, SideEffect, ToolClass } from "@/lib/release/tool-definition";

/** A tool as an operation of a document describes it, and what a person should know about it. */
export type OperationTool = {
  /** Method and path: what the operation is called in the document. */
  id: string;
  method: OpenApiMethod;
  path: string;
  /** Proposed key, unique in the document. */
  key: string;
  name: string;
  description: string;
  input: JsonSchema;
  output: JsonSchema | null;
  sideEffect: SideEffect;
  classes: ToolClass[];
  /** Everything of the call but its server and its secret. `url` begins with the path. */
  call: Pick<z.infer<typeof HttpToolImpl>, "method" | "url" | "headers" | "body">;
  secret: { header: string; prefix: string } | null;
  /** What was left out, as sentences. */
  notes: string[];
};

const MAX_SCHEMA_BYTES = 32_000;
const Parameter = z.object({
  name: z.string().min(1).max(200),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: z.unknown().optional(),
});
type Parameter = z.infer<typeof Parameter>;
type Argument = Parameter & { arg: string; resolved: JsonSchema };

/** The tool of each operation, in the order of the document. */
export function operationTools(document: OpenApiDocument): OperationTool[] {
  const taken = new Set<string>();
  return document.operations.map((raw) => {
    const key = freeToolKey(operationKey(raw), taken);
    taken.add(key);
    return operationTool(document, raw, key);
  });
}

function operationTool({ root }: OpenApiDocument, raw: RawOperation, key: string): OperationTool {
  const { method, path, operation } = raw;
  const notes: string[] = [];
  const missing = new Set<string>();
  const args = argumentsOf(root, raw, { notes, missing });
  const body = method === "get" ? null : bodyOf(root, operation, { notes, missing });
  const input = bounded(inputOf(args, body), "arguments", notes);
  const output = responseOf(root, operation, missing);
  for (const ref of missing) notes.push(`${ref} is not in the document, so any value is allowed there.`);
  return {
    id: `${method.toUpperCase()} ${path}`,
    method,
    path,
    key,
    name: operationName(raw),
    description: String(operation.description ?? operation.summary ?? `${method.toUpperCase()} ${path}`).slice(
      0,
      2_000,
    ),
    input,
    output: output && bounded(output, "answer", notes),
    sideEffect: EFFECT[method],
    classes: method === "get" ? ["read", "egress"] : ["write", "egress"],
    call: {
      method: METHOD[method],
      url: urlOf(path, args),
      headers: headersOf(args),
      ...(body
        ? { body: body.required ? "{{ args.body | json }}" : "{% if args.body %}{{ args.body | json }}{% endif %}" }
        : {}),
    },
    secret: secretOf(root, operation, notes),
    notes,
  };
}

const EFFECT: Record<OpenApiMethod, SideEffect> = {
  get: "none",
  put: "idempotent",
  delete: "idempotent",
  post: "unsafe",
  patch: "unsafe",
};
const METHOD = { get: "GET", put: "PUT", post: "POST", delete: "DELETE", patch: "PATCH" } as const;

type Found = { notes: string[]; missing: Set<string> };

/** Parameters that become arguments; those of the operation win over those of its path. */
function argumentsOf(root: Record<string, unknown>, raw: RawOperation, { notes, missing }: Found): Argument[] {
  const own = z.array(z.unknown()).safeParse(raw.operation.parameters).data ?? [];
  const byPlace = new Map<string, Parameter>();
  for (const one of [...raw.pathParameters, ...own]) {
    const parameter = Parameter.safeParse(resolve(root, one)).data;
    if (parameter) byPlace.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  const names = new Set(["body"]);
  return [...byPlace.values()].flatMap((parameter) => {
    const note = reasonToLeave(parameter);
    if (note) notes.push(note);
    if (note !== null) return [];
    const arg = argumentName(parameter.name, names);
    names.add(arg);
    const resolved = resolveSchema(root, parameter.schema ?? {}, missing);
    return [{ ...parameter, arg, resolved: described(resolved, parameter.description) }];
  });
}

/** Null for a parameter that is used; a sentence, or nothing, for one that is not. */
function reasonToLeave({ name, in: place, required }: Parameter): string | null {
  const plain = name.toLowerCase();
  if (place === "cookie") return `The cookie "${name}" is not sent.`;
  if (place !== "header") return null;
  if (["authorization", "content-type", "accept", "cookie"].includes(plain)) return "";
  return required ? null : `The optional header "${name}" is not sent.`;
}

function bodyOf(root: Record<string, unknown>, operation: Record<string, unknown>, { notes, missing }: Found) {
  const body = resolve(root, operation.requestBody);
  if (!body) return null;
  const media = z.record(z.string(), z.unknown()).safeParse(body.content).data ?? {};
  const json = Object.keys(media).find((type) => /[/+]json\b/i.test(type));
  if (json === undefined) {
    notes.push(`The body is ${Object.keys(media)[0] ?? "not described"}; only JSON can be sent.`);
    return null;
  }
  const schema = resolveSchema(root, resolve(root, media[json])?.schema ?? {}, missing);
  return { schema: described(schema, String(body.description ?? "")), required: body.required === true };
}

function inputOf(args: readonly Argument[], body: { schema: JsonSchema; required: boolean } | null): JsonSchema {
  const required = args.filter((one) => one.required || one.in === "path").map((one) => one.arg);
  return {
    type: "object",
    properties: {
      ...Object.fromEntries(args.map((one) => [one.arg, one.resolved])),
      ...(body ? { body: body.schema } : {}),
    },
    required: body?.required ? [...required, "body"] : required,
    additionalProperties: false,
  };
}

/** Optional query parameters are written only when they are given; lists repeat their name. */
function urlOf(path: string, args: readonly Argument[]): string {
  const filled = path.replaceAll(/\{([^}]+)\}/g, (all, name: string) => {
    const found = args.find((one) => one.in === "path" && one.name === name);
    return found ? `{{ args.${found.arg} }}` : all;
  });
  const query = args.filter((one) => one.in === "query").map(queryPart);
  return query.length > 0 ? `${filled}?${query.join("")}` : filled;
}

function queryPart({ name, arg, required, resolved }: Argument): string {
  const key = encodeURIComponent(name);
  const one =
    resolved.type === "array"
      ? `{% for value in args.${arg} %}${key}={{ value }}&{% endfor %}`
      : `${key}={{ args.${arg} }}&`;
  return required ? one : `{% if args.${arg} != nil %}${one}{% endif %}`;
}

const headersOf = (args: readonly Argument[]): Record<string, string> => ({
  Accept: "application/json",
  ...Object.fromEntries(
    args.filter((one) => one.in === "header").map((one) => [one.name, `{{ args.${one.arg} }}`] as const),
  ),
});

function responseOf(root: Record<string, unknown>, operation: Record<string, unknown>, missing: Set<string>) {
  const responses = z.record(z.string(), z.unknown()).safeParse(operation.responses).data ?? {};
  const status = ["200", "201", "202", "2XX", "2xx"].find((code) => Object.hasOwn(responses, code));
  const response = status === undefined ? undefined : resolve(root, responses[status]);
  const media = z.record(z.string(), z.unknown()).safeParse(response?.content).data ?? {};
  const json = Object.keys(media).find((type) => /[/+]json\b/i.test(type));
  const schema = json === undefined ? undefined : resolve(root, media[json])?.schema;
  return schema === undefined ? null : resolveSchema(root, schema, missing);
}

/** The first way to identify the caller that fits into a header. */
function secretOf(root: Record<string, unknown>, operation: Record<string, unknown>, notes: string[]) {
  const Needs = z.array(z.record(z.string(), z.unknown()));
  const needed = (Needs.safeParse(operation.security).data ?? Needs.safeParse(root.security).data ?? []).flatMap(
    (one) => Object.keys(one),
  );
  const schemes = resolve(root, resolve(root, root.components)?.securitySchemes) ?? {};
  for (const name of needed) {
    const scheme = resolve(root, schemes[name]);
    const kind = `${scheme?.type} ${String(scheme?.scheme ?? scheme?.in ?? "").toLowerCase()}`.trim();
    if (kind === "http bearer" || kind === "oauth2" || kind === "openIdConnect")
      return { header: "Authorization", prefix: "Bearer " };
    if (kind === "http basic") return { header: "Authorization", prefix: "Basic " };
    if (kind === "apiKey header") return { header: String(scheme?.name ?? "X-API-Key").slice(0, 100), prefix: "" };
    notes.push(`The key "${name}" goes where logs would keep it (${kind}); it is not sent.`);
  }
  return null;
}

/** A schema that our checks can read and that is small enough; else any value, with a note. */
function bounded(schema: JsonSchema, what: string, notes: string[]): JsonSchema {
  const any: JsonSchema = what === "arguments" ? { type: "object" } : {};
  if (JSON.stringify(schema).length > MAX_SCHEMA_BYTES) {
    notes.push(`The schema of the ${what} is over ${MAX_SCHEMA_BYTES / 1_000} KB, so any value is allowed.`);
    return any;
  }
  try {
    z.fromJSONSchema(schema);
    return schema;
  } catch {
    notes.push(`The schema of the ${what} uses words that cannot be checked, so any value is allowed.`);
    return any;
  }
}

const described = (schema: JsonSchema, description: string | undefined): JsonSchema =>
  description && schema.description === undefined ? { ...schema, description: description.slice(0, 500) } : schema;
