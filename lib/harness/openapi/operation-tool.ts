import { z } from "zod";
import { argumentName, freeToolKey, operationKey, operationName } from "@/lib/harness/openapi/operation-names";
import type { OpenApiDocument, OpenApiMethod, RawOperation } from "@/lib/harness/openapi/read-openapi";
import {
  MAX_SCHEMA_BYTES,
  MAX_WRITTEN_BYTES,
  type Resolving,
  resolve,
  resolveSchema,
} from "@/lib/harness/openapi/resolve-schema";
import type { JsonSchema } from "@/lib/release/json-schema";
import { withoutStrangePatterns } from "@/lib/release/schema-patterns";
import { quickProblem } from "@/lib/release/schema-problem";
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

const MAX_ARGUMENTS = 100;
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
  const budget = { bytes: MAX_WRITTEN_BYTES };
  return document.operations.map((raw) => {
    const key = freeToolKey(operationKey(raw), taken);
    taken.add(key);
    return operationTool({ root: document.root, budget }, raw, key);
  });
}

function operationTool(document: Pick<Resolving, "root" | "budget">, raw: RawOperation, key: string): OperationTool {
  const { method, path, operation } = raw;
  const notes: string[] = [];
  const found: Found = { ...document, missing: new Set(), notes };
  const args = argumentsOf(found, raw);
  const body = method === "get" ? null : bodyOf(found, operation);
  const input = bounded(inputOf(args, body), "arguments", notes);
  const output = responseOf(found, operation);
  for (const ref of found.missing) notes.push(`${ref} is not in the document, so any value is allowed there.`);
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
    secret: secretOf(found, operation),
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

type Found = Resolving & { notes: string[] };

/** A schema written out; any value, with a note, where it is too large for that. */
function schemaOf(found: Found, schema: unknown, what: string): JsonSchema {
  const resolved = resolveSchema(found, schema);
  if (!resolved) found.notes.push(tooLarge(what));
  return resolved ?? {};
}

/** Parameters that become arguments; those of the operation win over those of its path. */
function argumentsOf(found: Found, raw: RawOperation): Argument[] {
  const own = z.array(z.unknown()).safeParse(raw.operation.parameters).data ?? [];
  const byPlace = new Map<string, Parameter>();
  for (const one of [...raw.pathParameters, ...own]) {
    const parameter = Parameter.safeParse(resolve(found.root, one)).data;
    if (parameter) byPlace.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  const names = new Set(["body"]);
  if (byPlace.size > MAX_ARGUMENTS)
    found.notes.push(`Only the first ${MAX_ARGUMENTS} of ${byPlace.size} parameters are read.`);
  return [...byPlace.values()].slice(0, MAX_ARGUMENTS).flatMap((parameter) => {
    const note = reasonToLeave(parameter);
    if (note) found.notes.push(note);
    if (note !== null) return [];
    const arg = argumentName(parameter.name, names);
    names.add(arg);
    const resolved = schemaOf(found, parameter.schema ?? {}, `argument "${arg}"`);
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

function bodyOf(found: Found, operation: Record<string, unknown>) {
  const { root, notes } = found;
  const body = resolve(root, operation.requestBody);
  if (!body) return null;
  const media = z.record(z.string(), z.unknown()).safeParse(body.content).data ?? {};
  const json = Object.keys(media).find((type) => /[/+]json\b/i.test(type));
  if (json === undefined) {
    notes.push(`The body is ${Object.keys(media)[0] ?? "not described"}; only JSON can be sent.`);
    return null;
  }
  const schema = schemaOf(found, resolve(root, media[json])?.schema ?? {}, "body");
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

function responseOf(found: Found, operation: Record<string, unknown>) {
  const { root } = found;
  const responses = z.record(z.string(), z.unknown()).safeParse(operation.responses).data ?? {};
  const status = ["200", "201", "202", "2XX", "2xx"].find((code) => Object.hasOwn(responses, code));
  const response = status === undefined ? undefined : resolve(root, responses[status]);
  const media = z.record(z.string(), z.unknown()).safeParse(response?.content).data ?? {};
  const json = Object.keys(media).find((type) => /[/+]json\b/i.test(type));
  const schema = json === undefined ? undefined : resolve(root, media[json])?.schema;
  return schema === undefined ? null : schemaOf(found, schema, "answer");
}

/** The first way to identify the caller that fits into a header. */
function secretOf({ root, notes }: Found, operation: Record<string, unknown>) {
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
  const { schema: cleaned, strange } = withoutStrangePatterns(schema);
  for (const pattern of new Set(strange))
    notes.push(`The pattern ${JSON.stringify(pattern.slice(0, 40))} is none of RE2, so it is not checked.`);
  if (JSON.stringify(cleaned).length > MAX_SCHEMA_BYTES) {
    notes.push(tooLarge(what));
    return any;
  }
  const problem = quickProblem(cleaned);
  if (problem) notes.push(`The schema of the ${what} cannot be checked, so any value is allowed. ${problem}`);
  return problem ? any : cleaned;
}

const tooLarge = (what: string) =>
  `The schema of the ${what} is over ${MAX_SCHEMA_BYTES / 1_000} KB, so any value is allowed.`;
const described = (schema: JsonSchema, description: string | undefined): JsonSchema =>
  description && schema.description === undefined ? { ...schema, description: description.slice(0, 500) } : schema;
