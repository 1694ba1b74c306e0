import { expect, test } from "vitest";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { segmentWorld } from "@/lib/runtime/testing/segment-world";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };

test("a program undoes what it did when its run fails, and the run stays failed for its first reason", async () => {
  const calls: string[] = [];
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "charge", kind: "http", config: http },
      { key: "ship", kind: "http", config: http },
      { key: "done", kind: "end" },
      {
        key: "refund",
        kind: "http",
        config: http,
        in: { of: { cel: "steps.charge.output" } },
        policy: { onFailure: true },
      },
      { key: "tell", kind: "http", config: http },
      { key: "cry", kind: "http", config: http, policy: { onFailure: true } },
    ],
    ["start > charge", "charge > ship", "ship > done", "refund > tell"],
  );
  const world = segmentWorld(program, async ({ node, input }) => {
    calls.push(node.key);
    if (node.key === "ship" || node.key === "cry")
      return { ok: false, failure: failure("internal", node.key, node.key) };
    return node.key === "refund" ? (input.of ?? null) : "c1";
  });
  await world.pool().execute(world.run);
  expect(calls.sort()).toEqual(["charge", "cry", "refund", "ship", "tell"]);
  expect(world.memory.progressOf(world.run.runId)).toMatchObject({ status: "failed", failure: { message: "ship" } });
  expect(world.spans.find(({ stepKey }) => stepKey === "refund@failure")?.output).toBe("c1");
});

test("a loop repeats its body until its condition is true, and carries what reaches its end", async () => {
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      {
        key: "refine",
        kind: "loop",
        config: { until: "iter.carry.n >= 3.0 && steps.add.output.n == iter.carry.n", max: 10, onMax: "error" },
        in: { n: { lit: 0 }, kept: { lit: "yes" } },
      },
      {
        key: "add",
        kind: "transform",
        parent: "refine",
        config: { fields: { n: { cel: "iter.carry.n + 1" } }, set: {} },
      },
      { key: "done", kind: "end", in: { out: { cel: "steps.refine.output" } } },
    ],
    ["start > refine", "refine.body > add", "add > refine.next", "refine > done"],
  );
  const world = segmentWorld(program, async () => 1);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)?.output).toEqual({
    out: { carry: { n: 3, kept: "yes" }, iterations: 3 },
  });
  expect(world.spans.map(({ stepKey }) => stepKey)).toEqual(
    expect.arrayContaining(["add@refine#0", "add@refine#2", "refine"]),
  );
});

test("a loop that reaches its bound fails, or leaves at limit when it may", async () => {
  const program = (onMax: string) =>
    testProgram(
      [
        { key: "start", kind: "trigger.api" },
        { key: "again", kind: "loop", config: { until: "false", max: 2, onMax } },
        { key: "body", kind: "transform", parent: "again" },
        { key: "done", kind: "end", in: { rounds: { cel: "steps.again.output.iterations" } } },
      ],
      ["start > again", "again.body > body", "body > again.next", "again.limit > done"],
    );
  const failing = segmentWorld(program("error"), async () => 1);
  await failing.pool().execute(failing.run);
  expect(failing.memory.progressOf(failing.run.runId)).toMatchObject({
    status: "failed",
    failure: { class: "budget_exceeded", message: expect.stringContaining("2 rounds") },
  });
  const leaving = segmentWorld(program("continue"), async () => 1);
  await leaving.pool().execute(leaving.run);
  expect(leaving.memory.progressOf(leaving.run.runId)).toMatchObject({ status: "succeeded", output: { rounds: 2 } });
});

test("a list that would outgrow its state variable fails the step", async () => {
  const set = { log: { lit: ["a", "b"] } };
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "one", kind: "transform", config: { fields: {}, set } },
      { key: "two", kind: "transform", config: { fields: {}, set } },
      { key: "done", kind: "end" },
    ],
    ["start > one", "one > two", "two > done"],
    { state: { log: { schema: {}, initial: [], reducer: "append", maxItems: 3 } } },
  );
  const world = segmentWorld(program, async () => 1);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)).toMatchObject({
    status: "failed",
    failure: { fingerprint: "state-full:log", nodeKey: "two" },
  });
});
