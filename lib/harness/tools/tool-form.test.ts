import { expect, test } from "vitest";
import type { HttpTool } from "@/lib/harness/tools/schema";
import { formOfTool, NEW_TOOL_FORM, type SecretForm, type ToolForm, toolOfForm } from "@/lib/harness/tools/tool-form";

const TOOL: HttpTool = {
  key: "orders_find",
  name: "Find orders",
  description: "Finds orders by e-mail.",
  input: { type: "object", properties: { email: { type: "string" } }, required: ["email"] },
  output: { type: "object" },
  sideEffect: "none",
  classes: ["read", "egress"],
  timeoutMs: 12_500,
  impl: {
    kind: "http",
    method: "POST",
    url: "https://api.example.com/orders?email={{ args.email }}",
    headers: { Accept: "application/json", "X-Time": "12:30" },
    body: '{"email": {{ args.email | json }}}',
    secret: { name: "shop", header: "Authorization", prefix: "Bearer " },
    maxResponseBytes: 20_000,
  },
};

test("a tool survives its form", () => {
  expect(toolOfForm(formOfTool(TOOL), TOOL)).toEqual({ ok: true, tool: TOOL });
});

test("several secrets, or one in the query, survive the form; one in a header keeps the form that it had", () => {
  const { secret: _one, ...plain } = TOOL.impl;
  const inHeader = { name: "shop", placement: { in: "header" as const, name: "X-Key", prefix: "" } };
  const inQuery = { name: "app", placement: { in: "query" as const, name: "app_id" } };
  for (const secrets of [[inHeader, inQuery], [inQuery]]) {
    const tool: HttpTool = { ...TOOL, impl: { ...plain, secrets } };
    expect(toolOfForm(formOfTool(tool), tool)).toEqual({ ok: true, tool });
  }
  const read = toolOfForm(formOfTool({ ...TOOL, impl: { ...plain, secrets: [inHeader] } }));
  expect(read.ok && read.tool.impl).toMatchObject({ secret: { name: "shop", header: "X-Key", prefix: "" } });
});

const SECRET: SecretForm = { id: "1", name: "shop", in: "header", place: "X-Key", prefix: "" };

const issuesOf = (change: Partial<ToolForm>) => {
  const read = toolOfForm({ ...formOfTool(TOOL), ...change });
  return read.ok ? [] : read.issues.map((issue) => issue.pointer);
};

test.each([
  ["a host made by a template", { url: "https://{{ args.host }}/x" }, "/impl/url"],
  ["a password in the address", { url: "https://me:secret@example.com/" }, "/impl/url"],
  ["a variable that is not an argument", { url: "https://example.com/{{ steps.a.output }}" }, "/impl/url"],
  ["an argument that is not declared", { url: "https://example.com/{{ args.sku }}" }, "/impl/url"],
  ["a key in plain text", { headers: "authorization: Bearer abc" }, "/impl/headers/authorization"],
  ["arguments that are no object", { input: '{"type": "string"}' }, "/input/type"],
  ["a schema that is no JSON", { input: "{" }, "/input"],
  ["a template that cannot be read", { body: "{{ args." }, "/impl/body"],
  ["a secret without a name", { secrets: [{ ...SECRET, name: "" }] }, "/impl/secrets/0"],
  ["a secret without a place", { secrets: [{ ...SECRET, place: "" }] }, "/impl/secrets/0"],
  ["two secrets in one header", { secrets: [SECRET, { ...SECRET, id: "2", place: "x-key" }] }, "/impl/secrets/1"],
  ["a secret in a header that is written out", { secrets: [{ ...SECRET, place: "x-time" }] }, "/impl/secrets/0"],
  [
    "a secret in a parameter of the address",
    { secrets: [{ ...SECRET, in: "query" as const, place: "email" }] },
    "/impl/secrets/0",
  ],
  ["no class", { classes: [] }, "/classes"],
  ["no timeout", { timeoutSeconds: "" }, "/timeoutMs"],
])("%s is refused", (_what, change, pointer) => {
  expect(issuesOf(change)).toContain(pointer);
});

test("a new tool is unsafe until somebody says otherwise", () => {
  expect(NEW_TOOL_FORM.sideEffect).toBe("unsafe");
});
