import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Program } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { segmentWorld } from "@/lib/runtime/testing/segment-world";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };

test("of a map only the wanted item runs in a test; one that is not there fails, and elsewhere none runs", async () => {
  const mapped = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "each", kind: "map", in: { items: { lit: ["a", "b", "c"] } } },
      { key: "call", kind: "http", config: http, parent: "each" },
      { key: "done", kind: "end", in: { all: { cel: "steps.each.output" } } },
    ],
    ["start > each", "each.body > call", "call > each.collect", "each > done"],
  );
  const [map] = mapped.nodes.filter((node) => node.kind === "map");
  const only = (item: number) => ({ ...mapped, onlyItems: { [map?.id ?? ""]: item } });
  const play = async (program: Program, environment: "draft" | "production") => {
    const called: string[] = [];
    const { memory, pool, run } = segmentWorld(program, async ({ iterationPath: path }) => {
      called.push(path);
      return path;
    });
    const asked = { ...run, runId: randomUUID(), environment };
    memory.put(asked);
    await pool().execute(asked);
    return { called, ...memory.progressOf(asked.runId) };
  };
  expect(await play(only(1), "draft")).toMatchObject({ called: ["@each[1]"], output: { all: ["@each[1]"] } });
  expect(await play(only(3), "draft")).toMatchObject({ called: [], status: "failed", failure: { nodeKey: "each" } });
  expect(await play(only(1), "production")).toMatchObject({ called: [], status: "failed" });
  expect((await play(mapped, "production")).called).toHaveLength(3);
});

test("of a map inside of a map the wanted item of the wanted item runs in a test", async () => {
  const nested = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      {
        key: "outer",
        kind: "map",
        in: {
          items: {
            lit: [
              ["a", "b"],
              ["c", "d"],
            ],
          },
        },
      },
      { key: "inner", kind: "map", parent: "outer", in: { items: { cel: "item" } } },
      { key: "call", kind: "http", config: http, parent: "inner" },
      { key: "done", kind: "end", in: { all: { cel: "steps.outer.output" } } },
    ],
    [
      ...["start > outer", "outer.body > inner", "inner.body > call", "call > inner.collect"],
      ...["inner > outer.collect", "outer > done"],
    ],
  );
  const idOf = (key: string) => nested.nodes.find((node) => node.key === key)?.id ?? "";
  const called: unknown[] = [];
  const program = { ...nested, onlyItems: { [idOf("outer")]: 1, [idOf("inner")]: 0 } };
  const { memory, pool, run } = segmentWorld(program, async ({ iterationPath: path, scope }) => {
    called.push([path, scope.item]);
    return path;
  });
  const asked = { ...run, runId: randomUUID(), environment: "draft" as const };
  memory.put(asked);
  await pool().execute(asked);
  expect(called).toEqual([["@outer[1]@inner[0]", "c"]]);
  expect(memory.progressOf(asked.runId)).toMatchObject({ output: { all: [["@outer[1]@inner[0]"]] } });
});

test("a given output stands in for the step in a test, and is refused everywhere else", async () => {
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "s0", kind: "http", config: http },
      { key: "s1", kind: "http", config: http },
      { key: "done", kind: "end", in: { last: { cel: "steps.s1.output" } } },
    ],
    ["start > s0", "s0 > s1", "s1 > done"],
  );
  const [given] = program.nodes.filter((node) => node.key === "s0");
  if (!given) throw new Error("The chain has a first step.");
  const replaced = {
    ...program,
    nodes: program.nodes.map((node) =>
      node === given ? { ...node, kind: "transform" as const, config: { fields: {}, set: {} } } : node,
    ),
    givenOutputs: { [given.id]: { output: "pinned", port: "out" } },
  };
  const called: string[] = [];
  const { memory, pool, run } = segmentWorld(replaced, async ({ node }) => {
    called.push(node.key);
    return node.key;
  });
  await pool().execute(run);
  expect(memory.progressOf(run.runId)).toMatchObject({ status: "failed", failure: { class: "internal" } });
  expect(called).toEqual([]);
  const test = { ...run, runId: randomUUID(), environment: "draft" as const };
  memory.put(test);
  await pool().execute(test);
  expect(memory.progressOf(test.runId)).toMatchObject({ status: "succeeded", output: { last: "s1" } });
  expect(called).toEqual(["s1"]);
});
