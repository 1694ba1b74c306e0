import { z } from "zod";
import { OwnTool } from "@/lib/harness/tools/schema";
import { type ToolIssue, toolIssues } from "@/lib/harness/tools/tool-issues";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import type { HttpToolImpl, McpToolImpl, SideEffect, ToolClass, ToolSecret } from "@/lib/release/tool-definition";
import { storedSecrets, toolSecrets } from "@/lib/release/tool-secrets";

type McpImpl = z.infer<typeof McpToolImpl>;
export type MockForm = { id: string; when: string; kind: "value" | "error"; text: string };

/** `place`: the name of the header, or of the parameter of the query. */
export type SecretForm = { id: string; name: string; in: "header" | "query"; place: string; prefix: string };

/** A tool as a person types it: texts for what is JSON, a line for each header, seconds for milliseconds. */
export type ToolForm = {
  kind: OwnTool["impl"]["kind"];
  key: string;
  name: string;
  description: string;
  input: string;
  /** Empty = any answer. */
  output: string;
  sideEffect: SideEffect;
  classes: ToolClass[];
  timeoutSeconds: string;
  /** An agent calls it alone. */
  exclusive: boolean;
  /** How a repeated call is recognised; the name is that of the header or of the argument. */
  idempotency: "default" | "header" | "arg" | "none";
  idempotencyName: string;
  mocks: MockForm[];
  method: z.infer<typeof HttpToolImpl>["method"];
  url: string;
  /** A line each: `Name: value`. */
  headers: string;
  /** Liquid; empty = the arguments as JSON. */
  body: string;
  secrets: SecretForm[];
  /** JavaScript of a tool made of code. */
  source: string;
  /** Kept as it is: what an MCP server serves is not typed here. */
  mcp: McpImpl | null;
};

const EMPTY_INPUT = { type: "object", properties: {}, required: [], additionalProperties: false };
const MAX_RESPONSE_BYTES = 1_000_000;

export const NEW_TOOL_FORM: ToolForm = {
  kind: "http",
  key: "",
  name: "",
  description: "",
  input: JSON.stringify(EMPTY_INPUT, null, 2),
  output: "",
  sideEffect: "unsafe",
  classes: ["read", "egress"],
  timeoutSeconds: "30",
  exclusive: false,
  idempotency: "default",
  idempotencyName: "Idempotency-Key",
  mocks: [],
  method: "GET",
  url: "https://",
  headers: "",
  body: "",
  secrets: [],
  source: "",
  mcp: null,
};

/** Code has no effect and 200 ms: what is left to say is what it takes and gives. */
export const NEW_CODE_FORM: ToolForm = {
  ...NEW_TOOL_FORM,
  kind: "code",
  sideEffect: "none",
  classes: ["read", "code"],
  timeoutSeconds: "0.2",
  input: JSON.stringify(
    { type: "object", properties: { prices: { type: "array", items: { type: "number" } } }, required: ["prices"] },
    null,
    2,
  ),
  source: "const total = input.prices.reduce((sum, price) => sum + price, 0);\nreturn { total };\n",
};

/** The form of a stored tool. */
export function formOfTool(tool: OwnTool): ToolForm {
  const { impl, input, output, timeoutMs, idempotency, mocks, exclusive = false, ...plain } = tool;
  return {
    ...NEW_TOOL_FORM,
    ...plain,
    exclusive,
    kind: impl.kind,
    input: JSON.stringify(input, null, 2),
    output: output ? JSON.stringify(output, null, 2) : "",
    timeoutSeconds: String(timeoutMs / 1_000),
    idempotency: idempotency?.by ?? "default",
    idempotencyName: idempotency && idempotency.by !== "none" ? idempotency.name : NEW_TOOL_FORM.idempotencyName,
    mocks: (mocks ?? []).map(mockForm),
    ...(impl.kind === "http" ? httpForm(impl) : {}),
    source: impl.kind === "code" ? impl.source : "",
    mcp: impl.kind === "mcp" ? impl : null,
  };
}

const mockForm = ({ when, result }: NonNullable<OwnTool["mocks"]>[number], at: number): MockForm =>
  "error" in result
    ? { id: String(at), when, kind: "error", text: result.error }
    : { id: String(at), when, kind: "value", text: JSON.stringify(result.value, null, 2) };

const httpForm = (impl: z.infer<typeof HttpToolImpl>): Partial<ToolForm> => ({
  method: impl.method,
  url: impl.url,
  headers: Object.entries(impl.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n"),
  body: impl.body ?? "",
  secrets: toolSecrets(impl).map(({ name, placement }, at) => ({
    ...{ id: String(at), name, in: placement.in, place: placement.name },
    prefix: placement.in === "header" ? placement.prefix : "",
  })),
});

/** The tool of a form, or what keeps it from being one. `before` keeps what the form does not show. */
export function toolOfForm(
  form: ToolForm,
  before?: OwnTool,
): { ok: true; tool: OwnTool } | { ok: false; issues: ToolIssue[] } {
  const [input, output] = [readJson(form.input), form.output.trim() ? readJson(form.output) : null];
  const mocks = form.mocks.map(mockOf);
  const unreadable: ToolIssue[] = [
    ...(input === undefined ? [{ pointer: "/input", message: "This is not JSON." }] : []),
    ...(output === undefined ? [{ pointer: "/output", message: "This is not JSON." }] : []),
    ...mocks.flatMap((mock, at) => (mock ? [] : [{ pointer: `/mocks/${at}/result`, message: "This is not JSON." }])),
  ];
  if (unreadable.length > 0) return { ok: false, issues: unreadable };
  const parsed = OwnTool.safeParse({
    key: form.key,
    name: form.name.trim(),
    description: form.description.trim(),
    input,
    ...(output === null ? {} : { output }),
    sideEffect: form.sideEffect,
    classes: form.classes,
    timeoutMs: Math.round(Number(form.timeoutSeconds) * 1_000),
    ...(form.exclusive && { exclusive: true }),
    ...idempotencyOf(form),
    ...(mocks.length > 0 ? { mocks } : {}),
    impl: implOf(form, before),
  });
  const issues = parsed.success
    ? toolIssues(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join("/")}`, message }));
  return parsed.success && issues.length === 0 ? { ok: true, tool: parsed.data } : { ok: false, issues };
}

function idempotencyOf({ idempotency, idempotencyName, sideEffect }: ToolForm) {
  if (idempotency === "default" || sideEffect === "none") return {};
  return {
    idempotency: idempotency === "none" ? { by: idempotency } : { by: idempotency, name: idempotencyName.trim() },
  };
}

function mockOf({ when, kind, text }: MockForm): { when: string; result: { error: string } | { value: Json } } | null {
  if (kind === "error") return { when, result: { error: text } };
  const value = readJson(text);
  return value === undefined ? null : { when, result: { value } };
}

function implOf(form: ToolForm, before: OwnTool | undefined): unknown {
  if (form.kind === "mcp") return form.mcp;
  if (form.kind === "code") return { kind: "code", source: form.source };
  return {
    kind: "http",
    method: form.method,
    url: form.url.trim(),
    headers: headersOf(form.headers),
    ...(form.method !== "GET" && form.body.trim() ? { body: form.body } : {}),
    ...storedSecrets(form.secrets.map(secretOf)),
    maxResponseBytes: before?.impl.kind === "http" ? before.impl.maxResponseBytes : MAX_RESPONSE_BYTES,
  };
}

const secretOf = ({ name, in: where, place, prefix }: SecretForm): ToolSecret => ({
  name: name.trim(),
  placement: where === "header" ? { in: where, name: place.trim(), prefix } : { in: where, name: place.trim() },
});

function headersOf(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const [name = "", value = ""] = line.split(/:(.*)/s);
      return [name.trim(), value.trim()];
    }),
  );
}

/** The value of a JSON text; undefined when it is none. */
function readJson(text: string): Json | undefined {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** An example of arguments, for trying a tool: what the schema gives, else something of the right type. */
export function exampleArguments(schema: JsonSchema): Json {
  return exampleOf(schema, 0);
}

const PLAIN: Record<string, Json> = { string: "", number: 0, integer: 0, boolean: false, array: [], null: null };

function exampleOf(schema: JsonSchema, depth: number): Json {
  const given = schema.default ?? (Array.isArray(schema.enum) ? schema.enum[0] : undefined);
  if (given !== undefined) return given;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type !== "object") return typeof type === "string" ? (PLAIN[type] ?? null) : null;
  const properties = z.record(z.string(), z.record(z.string(), z.json())).safeParse(schema.properties).data ?? {};
  const required = new Set(z.array(z.string()).safeParse(schema.required).data ?? []);
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => depth < 4 && required.has(name))
      .map(([name, below]) => [name, exampleOf(below, depth + 1)]),
  );
}
