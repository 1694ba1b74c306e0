import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Draft } from "@/lib/harness/graph/draft";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import { extractSubflow } from "@/lib/harness/subflows/extract-subflow";

const source = { tools: new Map(), prompts: new Map(), releases: new Map() };
const extract = (draft: Draft, ...keys: string[]) =>
  extractSubflow(draft, new Set(keys.map(nodeId)), { name: "Part", source });
const refusalOf = (draft: Draft, ...keys: string[]) => {
  const result = extract(draft, ...keys);
  return result.ok ? "" : result.refusal;
};
const fields = (cel: string) => ({ fields: { v: { cel } }, set: {} });

/** a → b → c → end, with reads over the borders of b and c. */
const chain = () =>
  testGraph(
    {
      start: { kind: "trigger.chat" },
      a: { config: fields("input.message") },
      b: { config: fields("steps.a.output.v + input.message + input.?note.orValue('')") },
      c: { config: fields("steps.b.output.v + run.id") },
      end: {
        kind: "end",
        in: { text: { tpl: "{{ steps.c.output.v }}" }, all: { ref: { from: nodeId("b"), path: ["v"] } } },
      },
    },
    ["start > a", "a > b", "b > c", "c > end"],
  );

test("what is read from outside comes in as inputs, and what is read outside is given out", () => {
  const draft = chain();
  const result = extract(draft, "b", "c");
  if (!result.ok) throw new Error(result.refusal);
  expect(result.inputs.map(({ name, cel }) => [name, cel])).toEqual([
    ["a", "steps.a.output"],
    ["message", "input.message"],
    ["run_id", "run.id"],
    ["run_input", "input"],
  ]);
  expect(result.outputs).toEqual(["b", "c"]);
  expect(result.draft.nodes.find((node) => node.key === "b")?.config).toEqual(
    fields("input.a.v + input.message + input.run_input.?note.orValue('')"),
  );
  expect(result.draft.nodes.map((node) => node.kind)).toEqual(["trigger.api", "transform", "transform", "end"]);
  const applied = applyCommand(draft, result.replaceBy({ harness: "part", release: 1 }));
  if (!applied.ok) throw new Error(applied.refusal);
  const step = applied.draft.nodes.find((node) => node.kind === "subflow");
  expect(step).toMatchObject({
    key: "part",
    config: { harness: "part", release: 1 },
    in: { a: { cel: "steps.a.output" } },
  });
  expect(applied.draft.nodes.find((node) => node.key === "end")?.in).toEqual({
    text: { tpl: "{{ steps.part.output.c.v }}" },
    all: { ref: { from: step?.id, path: ["b", "v"] } },
  });
  expect(applied.draft.edges).toHaveLength(3);
});

test("inside of a map the item comes in as an input, and a container goes along with what is inside", () => {
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      each: { kind: "map", in: { items: { cel: "input.list" } } },
      one: { parent: "each", config: fields("item.price") },
      two: { parent: "each", config: fields("steps.one.output.v + index") },
      three: { parent: "each", config: fields("steps.two.output.v") },
      end: { kind: "end" },
    },
    ["start > each", "each.body > one", "one > two", "two > three", "three > each.collect", "each > end"],
  );
  const inner = extract(draft, "one", "two");
  if (!inner.ok) throw new Error(inner.refusal);
  expect(inner.ok && inner.inputs.map(({ name, cel }) => [name, cel])).toEqual([
    ["index", "index"],
    ["item", "item"],
  ]);
  const whole = extract(draft, "each");
  expect(whole.ok && whole.inputs.map(({ name }) => name)).toEqual(["list"]);
  expect(whole.ok && whole.draft.nodes.find((node) => node.key === "one")?.config).toEqual(fields("item.price"));
  expect(refusalOf(draft, "two", "three")).toMatch(/collected by the container/);
});

test("what would not run or not mean the same in a run of its own is refused in words", () => {
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      choose: { kind: "branch", config: { cases: [{ key: "yes", label: "Yes", when: "input.n > 1" }] } },
      left: { config: fields("1") },
      right: { config: fields("2") },
      after: { config: fields("steps.?left.output.v.orValue(0)") },
      write: { config: { fields: {}, set: { total: { cel: "1" } } } },
      wait: { kind: "wait", config: { mode: "signal", durationMs: 1_000, signal: "paid" } },
      last: { config: fields("steps.wait.output") },
      end: { kind: "end" },
    },
    ["start > choose", "choose.yes > left", "choose.else > right", "left > after", "right > after"].concat([
      "after > write",
      "write > wait",
      "wait > last",
      "last > end",
    ]),
  );
  expect(refusalOf(draft, "start", "choose")).toMatch(/starts runs/);
  expect(refusalOf(draft, "last", "end")).toMatch(/ends the run|Nothing leads out/);
  expect(refusalOf(draft, "write")).toMatch(/writes the state/);
  expect(refusalOf(draft, "wait")).toMatch(/signal to this run/);
  expect(refusalOf(draft, "left", "right")).toMatch(/entered at several places|way in/);
  expect(refusalOf(draft, "choose", "left")).toMatch(/left to different steps|not always|by different exits/);
  expect(refusalOf(draft, "after")).toMatch(/runs on some paths only/);
  expect(refusalOf(draft, "choose", "last")).toMatch(/way in|several places/);
  expect(extract(draft, "choose", "left", "right", "after").ok).toBe(true);
});

test("a stored prompt goes along only when everything that it reads keeps its name", () => {
  const withPrompt = (user: string) => {
    const draft = testGraph(
      {
        start: { kind: "trigger.chat" },
        look: { config: fields("input.message") },
        ask: { kind: "llm", config: { slot: "main", prompt: { system: "", user: "", ref: { prompt: "p", rev: 1 } } } },
        end: { kind: "end" },
      },
      ["start > look", "look > ask", "ask > end"],
    );
    const prompts = new Map([["p", [{ rev: 1, body: promptBody({ system: "Be brief.", user }) }]]]);
    return extractSubflow(draft, new Set([nodeId("ask")]), { name: "Part", source: { ...source, prompts } });
  };
  const plain = withPrompt("{{ input.message }}");
  expect(plain.ok && plain.inputs.map(({ name }) => name)).toEqual(["message"]);
  const reading = withPrompt("{{ steps.look.output.v }}");
  expect(reading.ok || reading.refusal).toMatch(/stored prompt of "ask" reads steps\.look/);
});

test("extracting from a draft as large as drafts get ends within a second", () => {
  const keys = Array.from({ length: 998 }, (_, at) => `s${at}`);
  const steps = keys.map((key, at) => [
    key,
    { config: fields(at === 0 ? "input.message" : `steps.s${at - 1}.output.v`) },
  ]);
  const lines = keys.slice(1).map((key, at) => `s${at} > ${key}`);
  const draft = testGraph({ start: { kind: "trigger.chat" }, ...Object.fromEntries(steps), end: { kind: "end" } }, [
    "start > s0",
    ...lines,
    "s997 > end",
  ]);
  const before = process.cpuUsage();
  const result = extract(draft, ...keys.slice(100, 900));
  const { user, system } = process.cpuUsage(before);
  expect(result.ok && result.inputs.map(({ name }) => name)).toEqual(["s99"]);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
