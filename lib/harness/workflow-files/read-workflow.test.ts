import fc from "fast-check";
import { expect, test } from "vitest";
import { Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { newNode } from "@/lib/harness/nodes/new-node";
import { apply, readyDraft } from "@/lib/harness/testing/demo-draft";
import { readWorkflow } from "@/lib/harness/workflow-files/read-workflow";
import { ProblemError } from "@/lib/platform/errors/problem";
import { readJsonBody } from "@/lib/platform/http/read-json-body.server";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { NODE_KINDS } from "@/lib/release/node-config";

const MAX_BYTES = 4_000_000;
const SECOND_MS = 1_000;

/** What becomes of a file that is sent in: the reason why it was refused, or null when it was taken. */
async function importText(text: string): Promise<string | null> {
  const headers = { "content-type": "application/json" };
  try {
    const body = await readJsonBody(
      new Request("http://test.local/", { method: "POST", headers, body: text }),
      MAX_BYTES,
    );
    const read = readWorkflow(body);
    return read.ok ? null : (read.problems[0]?.message ?? "refused");
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}

const file = (change: object) => JSON.stringify({ ...readyDraft(), ...change });
const node = (id: number, more: object = {}) => ({
  id: `n_${String(id).padStart(10, "0")}`,
  key: `step_${id}`,
  kind: "transform",
  v: 1,
  label: "Step",
  parent: null,
  config: { fields: {}, set: {} },
  in: {},
  policy: {},
  ...more,
});
const line = (id: number, from: number, to: number) => ({
  id: `e_${String(id).padStart(10, "0")}`,
  from: { node: `n_${String(from).padStart(10, "0")}`, port: "out" },
  to: { node: `n_${String(to).padStart(10, "0")}`, port: "in" },
});
const many = (count: number) => Array.from({ length: count }, (_, at) => node(at));
const ring = [...Array.from({ length: 999 }, (_, at) => line(at, at, at + 1)), line(999, 999, 0)];
const dense = Array.from({ length: 3_000 }, (_, at) => line(at, at % 500, 500 + ((at * 7) % 500)));

const HOSTILE: [string, () => string, RegExp][] = [
  ["a key __proto__", () => file({}).replace('"state":{}', '"state":{"__proto__":{"polluted":true}}'), /__proto__/],
  ["an escaped key __proto__", () => file({}).replace('"state":{}', '"state":{"\\u005f_proto__":{}}'), /__proto__/],
  [
    "a key constructor for a node",
    () => file({ nodes: [node(1, { key: "constructor" })], edges: [], at: {} }),
    /something else/,
  ],
  ["100,000 nodes", () => file({ nodes: many(100_000), edges: [], at: {} }), /at most|At most/],
  [
    "30,000 small nodes",
    () => file({ nodes: Array.from({ length: 30_000 }, (_, at) => ({ id: at })), edges: [] }),
    /At most 1000 nodes/,
  ],
  [
    "a million brackets",
    () => `{"format":"slipway/workflow@1","nodes":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`,
    /nested deeper/,
  ],
  [
    "a configuration 100 levels deep",
    () => file({ nodes: [node(1, { config: JSON.parse(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`) })], edges: [] }),
    /nested deeper/,
  ],
  ["a ring of 1,000 steps", () => file({ nodes: many(1_000), edges: ring, at: {} }), /circle/],
  [
    "a container inside of itself",
    () =>
      file({
        nodes: [
          node(1, { kind: "map", config: {}, parent: node(2).id }),
          node(2, { kind: "map", config: {}, parent: node(1).id }),
        ],
        edges: [],
        at: {},
      }),
    /inside of itself/,
  ],
  ["a line to nowhere", () => file({ edges: [line(1, 1, 2)] }), /not there/],
  [
    "a schema that points elsewhere",
    () => file({ inputs: { $ref: "https://evil.example.com/schema.json" } }),
    /only point into the schema/,
  ],
  [
    "a schema 40 levels deep",
    () => file({ inputs: JSON.parse(`${'{"items":'.repeat(40)}{}${"}".repeat(40)}`) }),
    /nested deeper than 12/,
  ],
  [
    "a form of an approval that is no schema",
    () => file({ nodes: [node(1, { kind: "approval", config: { form: { type: "banana" } } })], edges: [], at: {} }),
    /The form of "Step"/,
  ],
  [
    "a check of a guardrail whose schema points elsewhere",
    () =>
      file({
        nodes: [
          node(1, {
            kind: "guardrail",
            config: { checks: [{ kind: "schema", schema: { $ref: "https://x.example" } }] },
          }),
        ],
        edges: [],
        at: {},
      }),
    /Check 1 of "Step": .*only point into the schema/,
  ],
  ["a member that nobody knows", () => file({ onOpen: "alert(1)" }), /Unrecognized key/],
];

/** The time that the thread was busy, in milliseconds: all of it is synchronous, so nothing else ran meanwhile. */
async function busyMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

test.each(HOSTILE)(
  "an import with %s is refused in words, and keeps the thread busy for less than a second",
  async (_name, text, words) => {
    const body = text();
    const busy = await busyMs(async () => expect(await importText(body)).toMatch(words));
    expect(busy).toBeLessThan(SECOND_MS);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  },
  30_000,
);

test("a thousand steps with three thousand lines are read within a second", async () => {
  const body = file({ nodes: many(1_000), edges: dense, at: {} });
  const busy = await busyMs(async () => expect(String(await importText(body))).toMatch(/^null$|twice/));
  expect(busy).toBeLessThan(SECOND_MS);
}, 30_000);

test("a pattern that makes JavaScript's expressions hang decides in linear time", async () => {
  const schema = { type: "object", properties: { text: { type: "string", pattern: "^(a+)+$" } }, required: ["text"] };
  const busy = await busyMs(async () => {
    expect(jsonValueIssues(schema, { text: `${"a".repeat(5_000)}!` })).toMatchObject([{ pointer: "/text" }]);
    expect(jsonValueIssues(schema, { text: "aaa" })).toEqual([]);
  });
  expect(busy).toBeLessThan(SECOND_MS);
  expect(jsonValueIssues({ patternProperties: { "(a+)+$": {} } }, {})).toHaveLength(1);
  expect(jsonValueIssues({ anyOf: [{ type: "string", pattern: "^x" }, { type: "number" }] }, 3)).toEqual([]);
}, 30_000);

test("what is exported and read again is the same draft, whatever it is made of", () => {
  const kinds = fc.array(fc.constantFrom(...NODE_KINDS.filter((kind) => kind !== "placeholder")), { maxLength: 12 });
  fc.assert(
    fc.property(kinds, fc.string({ minLength: 1, maxLength: 80 }), (list, name) => {
      let draft = emptyDraft(name);
      for (const kind of list)
        draft = apply(draft, { kind: "add-nodes", nodes: [newNode(draft, kind)], edges: [], at: {} });
      const read = readWorkflow(JSON.parse(JSON.stringify(draft)));
      expect(read).toEqual({ ok: true, draft, placeholders: [] });
    }),
    { numRuns: 60 },
  );
}, 30_000);

test("steps of another version are kept as they came, with the lines at them", () => {
  const draft = readyDraft();
  const agent = draft.nodes.find((one) => one.kind === "agent");
  const nodes = draft.nodes.map((one) => (one === agent ? { ...one, kind: "oracle", v: 7, extra: [1] } : one));
  const read = readWorkflow(JSON.parse(JSON.stringify({ ...draft, nodes })));
  if (!read.ok) throw new Error(read.problems[0]?.message);
  expect(read.placeholders).toMatchObject([{ label: "Agent", kind: "oracle" }]);
  expect(read.draft.edges).toHaveLength(2);
  const kept = read.draft.nodes.find((one) => one.id === agent?.id);
  expect(kept).toMatchObject({ kind: "placeholder", config: { raw: { node: { kind: "oracle", v: 7, extra: [1] } } } });
  expect(readWorkflow(JSON.parse(JSON.stringify(read.draft)))).toMatchObject({ ok: true, draft: read.draft });
});

test("an exported workflow on the clipboard is pasted as nodes; hostile text is nothing", () => {
  const draft = readyDraft();
  const paste = (text: string) => pasteNodes(emptyDraft("Test"), text);
  expect(paste(JSON.stringify(draft))).toMatchObject({ nodes: [{}, {}, {}] });
  expect(paste(`{"format":"slipway/fragment@1","nodes":${"[".repeat(9_999)}`)).toBeNull();
  expect(Draft.safeParse(draft).success).toBe(true);
  expect(paste('{"format":"other","nodes":[]}')).toBeNull();
});

test("a workflow that is too large for the clipboard says so, and so does one that cannot be read", () => {
  const paste = (text: string) => pasteNodes(emptyDraft("Test"), text);
  const nodes = Array.from({ length: 201 }, () => ({}));
  expect(paste(JSON.stringify({ format: "slipway/fragment@1", nodes }))).toMatch(/201 steps, and 200 fit/);
  expect(paste(JSON.stringify({ ...readyDraft(), nodes }))).toMatch(/201 steps/);
  expect(paste(`{"format":"slipway/workflow@1","nodes":[]}${" ".repeat(1_200_000)}`)).toMatch(/1\.2 MB/);
  expect(paste('{"format":"slipway/fragment@1","nodes":[{}]}')).toMatch(/cannot be read/);
  expect(paste('{"format":"slipway/workflow@1","nodes":[]}')).toMatch(/no steps/);
  expect(paste('{"format":"slipway/fragment@1","nodes":[]}')).toBeNull();
});

test("1,000 steps of unknown kinds with 3,000 lines become placeholders with their ports within a second", () => {
  const nodes = Array.from({ length: 1_000 }, (_, at) => node(at, { kind: "teleport" }));
  const edges = Array.from({ length: 3_000 }, (_, at) => line(at, at % 500, 500 + ((at + Math.floor(at / 500)) % 500)));
  const text = file({ nodes, edges, at: {}, groups: [] });
  const before = process.cpuUsage();
  const read = readWorkflow(JSON.parse(text));
  const { user, system } = process.cpuUsage(before);
  expect(read).toMatchObject({ ok: true });
  expect(read.ok && read.placeholders).toHaveLength(1_000);
  expect(read.ok && read.draft.nodes[500]?.config).toMatchObject({ raw: { ports: { in: ["in"], out: [] } } });
  expect((user + system) / 1_000).toBeLessThan(SECOND_MS);
});
