import { expect, test } from "vitest";
import { graderIssues } from "@/lib/harness/experiments/grader-issues";
import { GRADERS, GraderSpec } from "@/lib/harness/graders/graders";
import { startOf } from "@/lib/harness/graders/start-of";

const spec = (check: object, weight = 1) => GraderSpec.parse({ name: "g", check, weight });
const pointers = (...graders: GraderSpec[]) => graderIssues({ graders }).map(({ pointer }) => pointer);

test("a grader that can never answer is refused before a trial costs anything, and the setting is named", () => {
  expect(pointers(spec({ kind: "regex", pattern: "(" }))).toEqual(["/plan/graders/0/check/pattern"]);
  expect(pointers(spec({ kind: "exact" }), spec({ kind: "cel", condition: "input.output ==" }))).toEqual([
    "/plan/graders/1/check/condition",
  ]);
  expect(pointers(spec({ kind: "cel", condition: "1 + 1" }))).toEqual(["/plan/graders/0/check/condition"]);
  expect(pointers(spec({ kind: "json-schema", schema: { type: "nothing" } }))).toEqual([
    "/plan/graders/0/check/schema",
  ]);
  const large = { type: "object", description: "x".repeat(40_000) };
  expect(pointers(spec({ kind: "json-schema", schema: large }))).toEqual(["/plan/graders/0/check/schema"]);
  expect(pointers(spec({ kind: "exact" }, 0), spec({ kind: "exact" }, 0))).toEqual(["/plan/graders"]);
});

test("what every kind of grader starts with is taken", () => {
  for (const { schema } of GRADERS) expect(pointers(spec(startOf(schema.shape.kind.value, [])))).toEqual([]);
});
