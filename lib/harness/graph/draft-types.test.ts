import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { checkExpression } from "@/lib/harness/graph/check-expression";
import type { Draft } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { variablesOf } from "@/lib/harness/graph/variables-of";
import type { StepSources } from "@/lib/harness/nodes/output-schema";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";
import type { JsonSchema } from "@/lib/release/json-schema";

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  ...{ type: "object", properties, required, additionalProperties: false },
});
const given: JsonSchema = object({ total: NUMBER, note: TEXT }, ["total"]);
const sources: StepSources = {
  tools: new Map(BUILT_IN_TOOLS.map((tool) => [tool.key, tool])),
  releases: new Map([["orders@3", { outputs: given }]]),
};
const inputs = object({ message: TEXT, lines: { type: "array", items: object({ sku: TEXT, price: NUMBER }) } });
const typed = (...graph: Parameters<typeof testGraph>): Draft => ({ ...testGraph(...graph), inputs });
const outputOf = (draft: Draft, key: string) => {
  const node = draft.nodes.find((one) => one.key === key);
  if (!node) throw new Error(`There is no step ${key}.`);
  return draftTypes(draft, sources).outputOf(node);
};
const fieldOf = (draft: Draft, key: string, field: string) => Object(outputOf(draft, key).properties)[field];
const problem = (draft: Draft, key: string, source: string) =>
  checkExpression({ language: "cel", source, extra: [], scope: "run" }, draftTypes(draft, sources).namesAt(nodeId(key)))
    ?.message ?? null;
const pathsAt = (draft: Draft, key: string) =>
  Object.fromEntries(
    variablesOf(draftTypes(draft, sources).namesAt(nodeId(key))).map(({ path, type }) => [path, type]),
  );

const START = { start: { kind: "trigger.api" as const } };

test("a transform gives what its bindings are, and steps behind it can read that", () => {
  const fields = {
    ...{ fixed: { lit: 3 }, pair: { lit: ["a", null] }, text: { tpl: "{{ input.lines }}" } },
    ...{ first: { ref: { from: "input", path: ["lines", "0", "price"] } }, whole: { cel: "input" } },
    ...{ sum: { cel: "input.lines.size() + 1.0" }, unknown: { cel: "steps.ask.output.object" } },
  };
  const draft = typed(
    {
      ...START,
      ask: { kind: "agent" },
      one: { config: { fields, set: {} } },
      two: { config: { fields: { price: { cel: "steps.one.output.first" } }, set: {} } },
      end: { kind: "end" },
    },
    ["start > ask", "ask > one", "one > two", "two > end"],
  );
  expect(outputOf(draft, "one")).toEqual(
    object({
      ...{ fixed: NUMBER, pair: { type: "array", items: { anyOf: [TEXT, { type: "null" }] } }, text: TEXT },
      ...{ first: NUMBER, whole: inputs, sum: NUMBER, unknown: {} },
    }),
  );
  expect(outputOf(draft, "two")).toEqual(object({ price: NUMBER }));
  expect(pathsAt(draft, "end")).toMatchObject({
    "steps.one.output.first": "number",
    "steps.two.output.price": "number",
  });
  expect(problem(draft, "end", "steps.one.output.whole.mesage")).toMatch(/Did you mean "message"/);
  expect(problem(draft, "end", "steps.two.output.prise")).toMatch(/Did you mean "price"/);
});

test("the fields of an HTTP answer with a schema can be picked; without one nothing is known of its body", () => {
  const http = { method: "GET", url: "https://example.com/", headers: {}, maxResponseBytes: 1, sideEffect: "none" };
  const draft = (config: object) =>
    typed({ ...START, get: { kind: "http", config: { ...http, ...config } }, two: {} }, ["start > get", "get > two"]);
  expect(pathsAt(draft({ response: given }), "two")).toMatchObject({
    "steps.get.output.status": "number",
    "steps.get.output.body.total": "number",
    "steps.get.output.body.note": "text",
  });
  expect(pathsAt(draft({}), "two")).toMatchObject({ "steps.get.output.body": "any" });
});

test("a subflow gives the outputs of the release that is pinned; of another one nothing is known", () => {
  const graph = (release: number) =>
    typed({ ...START, sub: { kind: "subflow", config: { harness: "orders", release } }, end: { kind: "end" } }, [
      "start > sub",
      "sub > end",
    ]);
  expect(outputOf(graph(3), "sub")).toEqual(given);
  expect(pathsAt(graph(3), "end")).toMatchObject({
    "steps.sub.output.total": "number",
    "steps.sub.output.note": "text",
  });
  expect(problem(graph(3), "end", "steps.sub.output.totl")).toMatch(/Did you mean "total"/);
  expect(outputOf(graph(4), "sub")).toEqual({});
  expect(problem(graph(4), "end", "steps.sub.output.totl")).toBeNull();
});

const mapped = (errorMode: string, ends: string[] = ["one > each.collect"]) =>
  typed(
    {
      ...START,
      each: {
        kind: "map",
        config: { concurrency: 1, maxItems: 9, errorMode },
        in: { items: { cel: "input.lines" } },
      },
      ask: { kind: "branch", parent: "each" },
      one: { parent: "each", config: { fields: { price: { cel: "item.price" } }, set: {} } },
      end: { kind: "end" },
    },
    ["start > each", "each.body > ask", "ask.yes > one", ...ends, "each > end"],
  );

test("inside of a map the item is one of its list, and what it reads wrongly is refused", () => {
  const draft = mapped("fail");
  expect(pathsAt(draft, "one")).toMatchObject({ item: "object", "item.sku": "text", "item.price": "number" });
  expect(problem(draft, "one", "item.prise")).toMatch(/The item has no field "prise".*Did you mean "price"/);
  expect(draftTypes(draft, sources).exitOf(draft.nodes[1] ?? never(), "body")).toEqual(
    object({ sku: TEXT, price: NUMBER }),
  );
});
const never = (): never => {
  throw new Error("It is there.");
};

test("a map gives a list of what its body ends with; an item that may end elsewhere may be nothing", () => {
  const result = object({ price: NUMBER });
  const both = ["one > each.collect", "ask.else > one"];
  expect(outputOf(mapped("fail", both), "each")).toEqual({ type: "array", items: result });
  expect(outputOf(mapped("fail"), "each")).toEqual({ type: "array", items: { anyOf: [result, { type: "null" }] } });
  expect(outputOf(mapped("collect", both), "each")).toMatchObject({
    items: { properties: { ok: { type: "boolean" }, value: result }, required: ["ok"] },
  });
  expect(problem(mapped("collect", both), "end", "steps.each.output.map(one, one.valeu)")).toBeNull();
});

const looped = (count: string, more: Record<string, JsonSchema> = {}) =>
  typed(
    {
      ...START,
      again: {
        kind: "loop",
        in: { count: { lit: 0 }, draft: { cel: "input.message" }, found: { lit: null } },
        config: { until: "iter.carry.count > 3.0", max: 5, onMax: "continue" },
      },
      turn: {
        parent: "again",
        config: { fields: { count: { cel: count }, found: { cel: "item" }, ...more }, set: {} },
      },
      end: { kind: "end" },
    },
    ["start > again", "again.body > turn", "turn > again.next", "again > end"],
  );

test("a loop carries what its fields start as, as long as the body keeps them so in every round", () => {
  const carried = (draft: Draft) => Object(fieldOf(draft, "again", "carry")).properties;
  expect(carried(looped("iter.carry.count + 1"))).toEqual({ count: NUMBER, draft: TEXT, found: {} });
  expect(carried(looped("string(iter.carry.count)"))).toMatchObject({ count: { anyOf: [NUMBER, TEXT] } });
  expect(carried(looped("[iter.carry.count]"))).toMatchObject({ count: {} });
  expect(carried(looped("1.0", { best: { tpl: "x" } }))).toMatchObject({ best: TEXT });
});

test("in a loop, and in its condition, what is carried can be picked, and what is not carried is refused", () => {
  const draft = looped("iter.carry.count + 1", { best: { tpl: "x" } });
  for (const key of ["turn", "again"]) {
    expect(pathsAt(draft, key)).toMatchObject({ "iter.carry.count": "number", "iter.carry.draft": "text" });
    expect(problem(draft, key, "iter.carry.cuont")).toMatch(/What the loop carries has no field.*Did you mean "count"/);
    expect(problem(draft, key, "iter.carri.count")).toMatch(/Did you mean "carry"/);
    expect(problem(draft, key, "iter.carry.?best.orValue('')")).toBeNull();
  }
});

test("a guardrail gives the text where it passed, and behind its other exit findings only", () => {
  const draft = typed({ ...START, guard: { kind: "guardrail" }, yes: { kind: "end" }, no: { kind: "end" } }, [
    "start > guard",
    "guard.pass > yes",
    "guard.block > no",
  ]);
  expect(problem(draft, "yes", "steps.guard.output.text")).toBeNull();
  expect(problem(draft, "no", "steps.guard.output.text")).toMatch(/no field "text"/);
});

test("a chain as long as a draft, each step reading the one before it, ends; what is far away in one go is not known", () => {
  const keys = Array.from({ length: 900 }, (_, index) => `s${index}`);
  const steps = Object.fromEntries(
    keys.map((key, index) => {
      const value = index === 0 ? { lit: 1 } : { cel: `steps.s${index - 1}.output.value` };
      return [key, { config: { fields: { value }, set: {} } }];
    }),
  );
  const draft = typed({ ...START, ...steps, end: { kind: "end" } }, [
    "start > s0",
    ...keys.slice(1).map((key, index) => `s${index} > ${key}`),
    "s899 > end",
  ]);
  expect(outputOf(draft, "s899")).toEqual(object({ value: {} }));
  const inOrder = draftTypes({ ...draft }, sources);
  expect(
    draft.nodes
      .slice(1, -1)
      .map((node) => inOrder.outputOf(node))
      .at(-1),
  ).toEqual(object({ value: NUMBER }));
});
