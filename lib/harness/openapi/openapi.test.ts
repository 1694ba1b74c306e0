import { expect, test } from "vitest";
import { operationTools } from "@/lib/harness/openapi/operation-tool";
import { readOpenApi } from "@/lib/harness/openapi/read-openapi";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";
import { jsonValueIssues } from "@/lib/release/json-value-issues";

function toolsOf(text: string) {
  const read = readOpenApi(text);
  if (!read.ok) throw new Error(read.message);
  return operationTools(read.document);
}
const problemOf = (text: string) => {
  const read = readOpenApi(text);
  return read.ok ? null : read.message;
};

const PETS = `
openapi: 3.0.3
info: { title: Pets, version: "1.2" }
servers: [{ url: "https://{region}.pets.example/v2/", variables: { region: { default: eu } } }]
security: [{ key: [] }]
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Pet-Key } }
  parameters:
    limit: { name: limit, in: query, schema: { type: integer, maximum: 100 } }
  schemas:
    Pet:
      type: object
      required: [petName]
      properties:
        petName: { type: string }
        nickName: { type: string, nullable: true }
        age: { type: number, minimum: 0, exclusiveMinimum: true }
        parent: { $ref: "#/components/schemas/Pet" }
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      parameters:
        - $ref: "#/components/parameters/limit"
        - { name: "tags[]", in: query, schema: { type: array, items: { type: string } } }
        - { name: X-Trace, in: header, required: true, schema: { type: string } }
        - { name: session, in: cookie, schema: { type: string } }
      responses: { "200": { content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } } } }
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "201": { description: made } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    put: { operationId: putPet, responses: {} }
    delete: { operationId: putPet, security: [], responses: {} }
    patch: { responses: {} }
`;

test("operations become tools: effects by method, keys unique, the key of the API as a secret", () => {
  const read = readOpenApi(PETS);
  expect(read.ok && read.document.servers).toEqual(["https://eu.pets.example/v2"]);
  expect(toolsOf(PETS).map((tool) => [tool.key, tool.sideEffect, tool.secret?.header ?? null])).toEqual([
    ["list_pets", "none", "X-Pet-Key"],
    ["add_pet", "unsafe", "X-Pet-Key"],
    ["put_pet", "idempotent", "X-Pet-Key"],
    ["put_pet_2", "idempotent", null],
    ["patch_pets_pet_id", "unsafe", "X-Pet-Key"],
  ]);
});

test("the address fills in what is given and nothing else", () => {
  const [list, , put] = toolsOf(PETS);
  const at = (args: object) => renderLiquid(list?.call.url ?? "", { args });
  expect(at({})).toBe("/pets?");
  expect(at({ limit: 0, tags: ["a", "b"] })).toBe("/pets?limit=0&tags%5B%5D=a&tags%5B%5D=b&");
  expect(renderLiquid(put?.call.url ?? "", { args: { petId: "7" } })).toBe("/pets/7");
  expect(list?.input.required).toEqual(["X_Trace"]);
  expect(list?.notes).toEqual(['The cookie "session" is not sent.']);
});

test("a schema that contains itself is cut there and still checks what is around it", () => {
  const add = toolsOf(PETS)[1];
  const issues = (body: object) => jsonValueIssues(add?.input ?? {}, { body: JSON.parse(JSON.stringify(body)) });
  expect(issues({ petName: "Rex", nickName: null, age: 1, parent: { anything: true } })).toEqual([]);
  expect(issues({ petName: "Rex", age: 0 })).toHaveLength(1);
  expect(issues({ nickName: "x" })).toHaveLength(1);
});

test.each([
  ["Swagger 2", 'swagger: "2.0"', /Swagger 2/],
  ["something else", "a: 1", /no OpenAPI 3/],
  ["no operation", "openapi: 3.1.0\npaths: {}", /no operation/],
  ["broken YAML", "openapi: [", /cannot be read/],
  ["two equal keys", "openapi: 3.1.0\nopenapi: 3.0.0", /cannot be read/],
  ["over 5 MB", `openapi: 3.1.0\nx: ${"a".repeat(5_000_000)}`, /over 5 MB/],
])("%s is refused with a sentence", (_what, text, message) => {
  expect(problemOf(text)).toMatch(message);
});

test("a document of aliases that would grow without end is refused quickly", () => {
  const bomb = `openapi: 3.1.0\na0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(",")}]`).join("\n")}`;
  expect(problemOf(bomb)).toMatch(/cannot be read/);
});

test("301 operations are refused, 300 are read", () => {
  const document = (count: number) =>
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Many" },
      paths: Object.fromEntries(Array.from({ length: count }, (_, at) => [`/p${at}`, { get: { responses: {} } }])),
    });
  expect(problemOf(document(301))).toMatch(/301 operations/);
  expect(toolsOf(document(300))).toHaveLength(300);
});

test("a reference out of the document, into nothing, or to __proto__ gives any value and a note", () => {
  const ref = (target: string) =>
    toolsOf(
      JSON.stringify({
        openapi: "3.1.0",
        paths: { "/x": { post: { requestBody: { content: { "application/json": { schema: { $ref: target } } } } } } },
      }),
    )[0];
  for (const target of ["https://evil.example/a.json", "#/components/nothing", "#/__proto__/polluted"])
    expect(ref(target)?.notes.join()).toContain(target);
});

test("references that chase each other end", () => {
  const tools = toolsOf(
    JSON.stringify({
      openapi: "3.1.0",
      components: { schemas: { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } } },
      paths: {
        "/x": {
          get: {
            responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/A" } } } } },
          },
        },
      },
    }),
  );
  expect(tools).toHaveLength(1);
});

test("a pattern that cannot be checked is left out with a note, and the rest of the schema is kept", () => {
  const schema = {
    type: "object",
    properties: { id: { type: "string", pattern: "^(?!x).*$" }, zip: { pattern: "^\\d+$" } },
  };
  const [tool] = toolsOf(
    JSON.stringify({
      openapi: "3.1.0",
      paths: { "/x": { post: { requestBody: { content: { "application/json": { schema } } } } } },
    }),
  );
  expect(tool?.input).toMatchObject({
    properties: { body: { properties: { id: { type: "string" }, zip: { pattern: "^\\d+$" } } } },
  });
  expect(tool?.notes).toEqual(['The pattern "^(?!x).*$" is none of RE2, so it is not checked.']);
  expect(jsonValueIssues(tool?.input ?? {}, { body: { id: "x" } })).toEqual([]);
});
