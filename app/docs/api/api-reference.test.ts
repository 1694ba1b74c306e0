import { expect, test } from "vitest";
import { apiGroups } from "@/components/docs/api-operations";
import { curlExample } from "@/components/docs/curl-example";
import { exampleValue } from "@/components/docs/example-value";
import { schemaRows } from "@/components/docs/schema-rows";
import { openApiDocument } from "@/lib/api/openapi-document.server";
import { routes } from "@/lib/api/routes.server";

const groups = apiGroups(openApiDocument(routes));
const operations = groups.flatMap((group) => group.operations);

test("every route of the API is in the reference, once, under its own anchor", () => {
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map((operation) => operation.id)).size).toBe(routes.length);
});

test("the example body of every operation is one that the operation accepts in shape", () => {
  for (const { spec } of routes.filter((route) => route.spec.body)) {
    const operation = operations.find(
      (each) => each.method === spec.method.toUpperCase() && each.path === `/api/v1/{tenant}${spec.path}`,
    );
    const example = operation?.body ? exampleValue(operation.body) : undefined;
    const issues = spec.body?.safeParse(example).error?.issues ?? [];
    const wrongShape = issues.filter((issue) => issue.code === "unrecognized_keys" || issue.code === "invalid_type");
    expect(wrongShape, `${spec.method} ${spec.path} ${JSON.stringify(example)}`).toEqual([]);
  }
});

test("nested fields, lists and choices are said in words", () => {
  const rows = schemaRows({
    type: "object",
    required: ["items"],
    properties: {
      items: { type: "array", items: { type: "object", properties: { id: { type: "string", format: "uuid" } } } },
      state: { anyOf: [{ enum: ["on", "off"] }, { type: "null" }], default: null },
    },
  });
  expect(rows).toEqual([
    { path: "items", name: "items", depth: 0, type: "list of object", required: true, note: "" },
    { path: "items[].id", name: "id", depth: 1, type: "uuid", required: false, note: "" },
    { path: "state", name: "state", depth: 0, type: '"on" | "off" or null', required: false, note: "Default null." },
  ]);
});

test("a curl example names the tenant, the key and the body", () => {
  const start = operations.find((operation) => operation.id === "post-runs");
  const text = start ? curlExample(start, { origin: "http://x.test", tenant: "acme" }) : "";
  expect(text).toContain('curl -X POST "http://x.test/api/v1/acme/runs"');
  expect(text).toContain("Bearer $SLIPWAY_KEY");
  expect(text).toContain('"harness": "<harness>"');
});
