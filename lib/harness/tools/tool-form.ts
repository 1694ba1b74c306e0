import { z } from "zod";
import { HttpTool } from "@/lib/harness/tools/schema";
import { type ToolIssue, toolIssues } from "@/lib/harness/tools/tool-issues";
import type { SideEffect, ToolClass } from "@/lib/release/tool-definition";

/** A tool as a person types it: texts for what is JSON, a line for each header, seconds for milliseconds. */
export type ToolForm = {
  key: string;
  name: string;
  description: string;
  method: HttpTool["impl"]["method"];
  url: string;
  /** A line each: `Name: value`. */
  headers: string;
  /** Liquid; empty = the arguments as JSON. */
  body: string;
  input: string;
  sideEffect: SideEffect;
  classes: ToolClass[];
  timeoutSeconds: string;
  secretName: string;
  secretHeader: string;
  secretPrefix: string;
};

const EMPTY_INPUT = { type: "object", properties: {}, required: [], additionalProperties: false };

export const NEW_TOOL_FORM: ToolForm = {
  key: "",
  name: "",
  description: "",
  method: "GET",
  url: "https://",
  headers: "",
  body: "",
  input: JSON.stringify(EMPTY_INPUT, null, 2),
  sideEffect: "unsafe",
  classes: ["read", "egress"],
  timeoutSeconds: "30",
  secretName: "",
  secretHeader: "Authorization",
  secretPrefix: "Bearer ",
};

/** The form of a stored tool. */
export function formOfTool({ impl, input, timeoutMs, output: _kept, ...plain }: HttpTool): ToolForm {
  return {
    ...plain,
    method: impl.method,
    url: impl.url,
    headers: Object.entries(impl.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
    body: impl.body ?? "",
    input: JSON.stringify(input, null, 2),
    timeoutSeconds: String(timeoutMs / 1_000),
    secretName: impl.secret?.name ?? "",
    secretHeader: impl.secret?.header ?? NEW_TOOL_FORM.secretHeader,
    secretPrefix: impl.secret?.prefix ?? NEW_TOOL_FORM.secretPrefix,
  };
}

const MAX_RESPONSE_BYTES = 1_000_000;

/** The tool of a form, or what keeps it from being one. `before` keeps what the form does not show. */
export function toolOfForm(
  form: ToolForm,
  before?: HttpTool,
): { ok: true; tool: HttpTool } | { ok: false; issues: ToolIssue[] } {
  const input = readJson(form.input);
  if (input === undefined) return { ok: false, issues: [{ pointer: "/input", message: "This is not JSON." }] };
  const parsed = HttpTool.safeParse({
    key: form.key,
    name: form.name.trim(),
    description: form.description.trim(),
    input,
    ...(before?.output ? { output: before.output } : {}),
    sideEffect: form.sideEffect,
    classes: form.classes,
    timeoutMs: Math.round(Number(form.timeoutSeconds) * 1_000),
    impl: {
      kind: "http",
      method: form.method,
      url: form.url.trim(),
      headers: headersOf(form.headers),
      ...(form.method !== "GET" && form.body.trim() ? { body: form.body } : {}),
      ...(form.secretName
        ? { secret: { name: form.secretName, header: form.secretHeader, prefix: form.secretPrefix } }
        : {}),
      maxResponseBytes: before?.impl.maxResponseBytes ?? MAX_RESPONSE_BYTES,
    },
  });
  const issues = parsed.success
    ? toolIssues(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join("/")}`, message }));
  return parsed.success && issues.length === 0 ? { ok: true, tool: parsed.data } : { ok: false, issues };
}

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
function readJson(text: string): z.infer<ReturnType<typeof z.json>> | undefined {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
