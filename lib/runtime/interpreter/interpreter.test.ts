import { describe, expect, test } from "vitest";
import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { Program } from "@/lib/release/program";
import { decide, newRunState } from "@/lib/runtime/interpreter/decide";
import { joinOutput } from "@/lib/runtime/interpreter/join-output";
import { pendingWork } from "@/lib/runtime/interpreter/pending-work";
import { programGraph } from "@/lib/runtime/interpreter/program-graph";
import { testNodeId, testProgram } from "@/lib/runtime/interpreter/test-programs";

const failure: Failure = { class: "tool_error", message: "no", fingerprint: "f" };

/** Drives a program by hand: `ok("a", output?, port?)`, `fail("a")`; `waiting()` lists what may start now. */
function drive(program: Program, input: Json = {}) {
  const graph = programGraph(program);
  const state = newRunState(graph);
  let at = 1_000;
  const derived = decide(graph, state, { kind: "run-started", at, input, triggerId: testNodeId("start") });
  const place = (step: string) => {
    const [, key = "", path = ""] = /^([a-z0-9_]+)(.*)$/.exec(step) ?? [];
    return { nodeId: testNodeId(key), path };
  };
  const send = (event: Parameters<typeof decide>[2]) => derived.push(...decide(graph, state, event));
  return {
    graph,
    state,
    derived,
    waiting: () => pendingWork(graph, state).steps.map((step) => step.stepKey),
    ok: (step: string, output: Json = step, port = "out") =>
      send({ kind: "step-succeeded", at: ++at, ...place(step), output, port }),
    fail: (step: string) => send({ kind: "step-failed", at: ++at, ...place(step), failure }),
    open: (step: string, items: Json[]) => send({ kind: "map-opened", at: ++at, ...place(step), items }),
    timer: (step: string) => send({ kind: "timer-fired", at: ++at, ...place(step) }),
    send,
  };
}

const start = { key: "start", kind: "trigger.api" } as const;
const step = (key: string) => ({ key, kind: "transform" }) as const;
const end = { key: "end", kind: "end" } as const;

test("a case that is called like the way into a container is a case like any other", () => {
  const program = testProgram(
    [
      start,
      { key: "pick", kind: "branch", config: { cases: [{ key: "body", label: "", when: "true" }] } },
      step("a"),
      end,
    ],
    ["start > pick", "pick.body > a", "pick.else > end", "a > end"],
  );
  const run = drive(program);
  run.ok("start");
  run.ok("pick", {}, "body");
  expect(run.waiting()).toEqual(["a"]);
});

describe("branches", () => {
  const program = testProgram(
    [
      start,
      { key: "pick", kind: "branch", config: { cases: [{ key: "yes", label: "Yes", when: "true" }] } },
      step("a"),
      step("b"),
      { key: "both", kind: "join" },
      end,
    ],
    ["start > pick", "pick.yes > a", "pick.else > b", "a > both", "b > both", "both > end"],
  );
  test("a node on a dead path is skipped, and a join counts it as settled", () => {
    const run = drive(program);
    run.ok("start");
    run.ok("pick", {}, "yes");
    expect(run.waiting()).toEqual(["a"]);
    run.ok("a", { x: 1 });
    expect(run.waiting()).toEqual(["both"]);
    expect(run.derived).toContainEqual({ nodeId: testNodeId("b"), path: "", status: "skipped" });
    expect(joinOutput(run.graph, run.state, program.nodes.find((node) => node.key === "both") ?? fail(), "")).toEqual({
      arrived: ["a"],
      missing: ["b"],
      value: { a: { x: 1 } },
    });
    run.ok("both");
    run.ok("end", { done: true });
    expect([run.state.status, run.state.output]).toEqual(["succeeded", { done: true }]);
  });
});

describe("joins", () => {
  const nodes = (config: Record<string, Json>) => [
    start,
    step("a"),
    step("b"),
    step("c"),
    { key: "j", kind: "join", config } as const,
    end,
  ];
  const edges = ["start > a", "start > b", "start > c", "a > j", "b > j", "c > j", "j > end"];
  test("parallel branches start together, and all waits for each", () => {
    const run = drive(testProgram(nodes({ mode: "all" }), edges));
    run.ok("start");
    expect(run.waiting()).toEqual(["a", "b", "c"]);
    run.ok("a");
    run.ok("b");
    expect(run.waiting()).toEqual(["c"]);
    run.ok("c");
    expect(run.waiting()).toEqual(["j"]);
  });
  test("any starts at the first arrival and cancels the stragglers", () => {
    const run = drive(testProgram(nodes({ mode: "any", late: "cancel" }), edges));
    run.ok("start");
    run.ok("b");
    expect(run.waiting()).toEqual(["j"]);
    expect(run.derived.filter((one) => one.status === "cancelled")).toHaveLength(2);
  });
  test("any with late finish lets the stragglers run, and they never start the join again", () => {
    const run = drive(testProgram(nodes({ mode: "any", late: "finish" }), edges));
    run.ok("start");
    run.ok("b");
    expect(run.waiting()).toEqual(["a", "c", "j"]);
    run.ok("j");
    run.ok("a");
    expect(run.waiting()).toEqual(["c", "end"]);
  });
  test("n starts at the nth arrival", () => {
    const run = drive(testProgram(nodes({ mode: "n", n: 2, late: "finish" }), edges));
    run.ok("start");
    run.ok("c");
    expect(run.waiting()).toEqual(["a", "b"]);
    run.ok("a");
    expect(run.waiting()).toContain("j");
  });
  test("a timeout continues with what arrived", () => {
    const program = testProgram(nodes({ mode: "all", onTimeout: "continue", timeoutMs: 50 }), edges);
    const run = drive(program);
    run.ok("start");
    run.ok("a", 1);
    expect(pendingWork(run.graph, run.state).timers.map((timer) => timer.stepKey)).toEqual(["j"]);
    run.timer("j");
    expect(run.waiting()).toEqual(["j"]);
    run.ok("j");
    run.ok("end");
    expect(run.state.status).toBe("succeeded");
  });
});

describe("failures", () => {
  test("a failed step without an error port fails the run and cancels what runs beside it", () => {
    const run = drive(testProgram([start, step("a"), step("b"), end], ["start > a", "start > b", "a > end"]));
    run.ok("start");
    run.fail("a");
    expect([run.state.status, run.state.failure?.class]).toEqual(["failed", "tool_error"]);
    expect(run.waiting()).toEqual([]);
    expect(run.derived).toContainEqual({ nodeId: testNodeId("b"), path: "", status: "cancelled" });
  });
  test("an error port takes the run on", () => {
    const run = drive(
      testProgram(
        [start, { ...step("a"), policy: { onError: "port" } }, step("rescue"), end],
        ["start > a", "a > end", "a.error > rescue"],
      ),
    );
    run.ok("start");
    run.fail("a");
    expect(run.waiting()).toEqual(["rescue"]);
  });
  test("a fallback value degrades the run, visibly", () => {
    const run = drive(
      testProgram(
        [start, { ...step("a"), policy: { onError: "value", fallback: "n/a" } }, end],
        ["start > a", "a > end"],
      ),
    );
    run.ok("start");
    run.fail("a");
    expect([run.waiting(), run.state.degraded]).toEqual([["end"], true]);
  });
  test("cancel ends everything once", () => {
    const run = drive(testProgram([start, step("a"), end], ["start > a", "a > end"]));
    run.ok("start");
    run.send({ kind: "cancel-requested", at: 5 });
    run.ok("a");
    expect([run.state.status, run.waiting()]).toEqual(["cancelled", []]);
  });
});

describe("map", () => {
  const program = (config: Record<string, Json>) =>
    testProgram(
      [start, { key: "m", kind: "map", config }, { ...step("x"), parent: "m" }, { ...step("y"), parent: "m" }, end],
      ["start > m", "m.body > x", "x > y", "y > m.collect", "m > end"],
    );
  test("items run with the given concurrency and come out in item order", () => {
    const run = drive(program({ concurrency: 2 }));
    run.ok("start");
    run.open("m", ["p", "q", "r"]);
    expect(run.waiting()).toEqual(["x@m[0]", "x@m[1]"]);
    run.ok("x@m[1]");
    run.ok("y@m[1]", "Q");
    expect(run.waiting()).toEqual(["x@m[0]", "x@m[2]"]);
    run.ok("x@m[2]");
    run.ok("y@m[2]", "R");
    run.ok("x@m[0]");
    run.ok("y@m[0]", "P");
    const map = run.state.steps.get("m");
    expect(map?.status === "succeeded" ? map.output : null).toEqual(["P", "Q", "R"]);
    expect(run.waiting()).toEqual(["end"]);
  });
  test("no items is a result, not a hang", () => {
    const run = drive(program({}));
    run.ok("start");
    run.open("m", []);
    expect(run.waiting()).toEqual(["end"]);
  });
  test.each([
    [
      "collect",
      [
        { ok: false, error: { class: "tool_error", message: "no" } },
        { ok: true, value: "Q" },
      ],
    ],
    ["skip", ["Q"]],
  ])("error mode %s keeps the other items", (errorMode, expected) => {
    const run = drive(program({ errorMode }));
    run.ok("start");
    run.open("m", ["p", "q"]);
    run.fail("x@m[0]");
    run.ok("x@m[1]");
    run.ok("y@m[1]", "Q");
    const map = run.state.steps.get("m");
    expect(map?.status === "succeeded" ? map.output : null).toEqual(expected);
  });
  test("error mode fail cancels the siblings and fails the run", () => {
    const run = drive(program({ errorMode: "fail" }));
    run.ok("start");
    run.open("m", ["p", "q"]);
    run.fail("x@m[0]");
    expect([run.state.status, run.waiting()]).toEqual(["failed", []]);
  });
});

function fail(): never {
  throw new Error("missing");
}
