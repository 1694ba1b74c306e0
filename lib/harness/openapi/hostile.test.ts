import { expect, test } from "vitest";
import { operationTools } from "@/lib/harness/openapi/operation-tool";
import { readOpenApi } from "@/lib/harness/openapi/read-openapi";
import { busyMs } from "@/lib/platform/testing/busy-ms";

const SECOND_MS = 1_000;
function toolsOf(text: string) {
  const read = readOpenApi(text);
  if (!read.ok) throw new Error(read.message);
  return operationTools(read.document);
}
const problemOf = (text: string) => {
  const read = readOpenApi(text);
  return read.ok ? null : read.message;
};
const body = (schema: object) => ({ requestBody: { content: { "application/json": { schema } } }, responses: {} });
const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const fan = (levels: number, width: number) =>
  Object.fromEntries(
    Array.from({ length: levels }, (_, level) => [
      `S${level}`,
      {
        type: "object",
        properties: Object.fromEntries(Array.from({ length: width }, (_, at) => [`p${at}`, named(`S${level + 1}`)])),
      },
    ]),
  );
const document = (schemas: object, operation: object, count = 1) =>
  JSON.stringify({
    openapi: "3.1.0",
    components: { schemas },
    paths: Object.fromEntries(Array.from({ length: count }, (_, at) => [`/p${at}`, { post: operation }])),
  });

test("references that multiply eightfold eight times, in 300 operations, end within a second with any value and a note", () => {
  const text = document(fan(8, 8), body(named("S0")), 300);
  expect(
    busyMs(() => {
      for (const tool of toolsOf(text)) {
        expect(tool.input).toMatchObject({ properties: { body: {} } });
        expect(tool.notes.join()).toMatch(/schema of the body is over 32 KB, so any value is allowed/);
      }
    }),
  ).toBeLessThan(SECOND_MS);
});

test("a chain of 20,000 references, and one list of choices that all refer to, end within a second", () => {
  const chain = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`S${at}`, named(`S${at + 1}`)]));
  const wide = { E: { enum: Array.from({ length: 100_000 }, (_, at) => at) } };
  const all = body({
    type: "object",
    properties: Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`p${at}`, named("E")])),
  });
  expect(busyMs(() => toolsOf(document(chain, body(named("S0")), 100)))).toBeLessThan(SECOND_MS);
  expect(busyMs(() => toolsOf(document(wide, all, 100)))).toBeLessThan(SECOND_MS);
});

test("a schema of 30 KB is written out as it is, in each of 100 operations", () => {
  const properties = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`name${at}`, { type: "string" }]));
  const tools = toolsOf(document({ S0: { type: "object", properties } }, body(named("S0")), 100));
  for (const tool of tools) expect(tool.notes).toEqual([]);
});

test("10,000 parameters of one name are read within a second", () => {
  const parameters = Array.from({ length: 10_000 }, (_, at) => ({
    name: `a${".".repeat(at % 190)}`,
    in: at % 2 ? "query" : "path",
  }));
  expect(busyMs(() => toolsOf(document({}, { parameters, responses: {} }, 3)))).toBeLessThan(SECOND_MS);
});

test("a reference with a broken percent sign leads nowhere and has a note", () => {
  const [tool] = toolsOf(document({}, body({ $ref: "#/components/%E0%A4%A" })));
  expect(tool?.notes.join()).toContain("#/components/%E0%A4%A is not in the document");
});

const flat = (count: number) =>
  `openapi: 3.1.0\npaths:\n${Array.from({ length: count }, (_, at) => `  /p${at}: {get: {}}\n`).join("")}`;

test.each([
  ["50,000 flat paths", flat(50_000), /too long for YAML\. Convert it to JSON, which is read up to 5 MB/],
  ["as many flat paths as are read", flat(3_600), /3600 operations/],
  ["a list of the most numbers", `a: [${"1,".repeat(29_000)}1]`, /no OpenAPI 3/],
  ["escapes that there are not", `a: "${"\\q".repeat(29_000)}"`, /cannot be read.*line 1/],
  ["directives that there are not", "%x\n".repeat(14_000), /cannot be read/],
  ["brackets 60,000 deep", `a: ${"[".repeat(60_000)}`, /cannot be read/],
  ["one line of 600 KB", `a: ${"x ".repeat(299_000)}`, /no OpenAPI 3/],
  ["a text of 4 MB that is nearly JSON", `{"a": [${"1,".repeat(2_000_000)}}`, /too long for YAML/],
  [
    "an address of a megabyte",
    JSON.stringify({ openapi: "3.1.0", servers: [{ url: "{".repeat(1_000_000) }] }),
    /no operation/,
  ],
  ["a key __proto__", '{"openapi":"3.1.0","paths":{"__proto__":{}}}', /__proto__/],
  ["JSON 65 levels deep", `{"a":${"[".repeat(65)}${"]".repeat(65)}}`, /deeper than 64/],
  ["two equal keys deep inside", "openapi: 3.1.0\npaths:\n  /a: {get: {}, get: {}}", /"get" is there twice/],
])("%s: an answer within a second", (_what, text, message) => {
  expect(busyMs(() => expect(problemOf(text)).toMatch(message))).toBeLessThan(SECOND_MS);
});

test("a JSON document of 4 MB is read within a second", () => {
  const text = document(
    { S0: { description: "x".repeat(1_000_000) }, ...fan(4, 50), big: Array(1_500_000).fill(1) },
    { responses: {} },
    300,
  );
  expect(busyMs(() => expect(toolsOf(text)).toHaveLength(300))).toBeLessThan(SECOND_MS);
});
