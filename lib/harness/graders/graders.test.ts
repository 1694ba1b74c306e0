import { expect, test, vi } from "vitest";
import type { TrialFacts } from "@/lib/harness/graders/grader";
import { type Check, GRADERS, GraderSpec, gradeTrial, trialResult } from "@/lib/harness/graders/graders";
import { jsonHazard } from "@/lib/platform/http/json-hazard";

const FACTS: TrialFacts = {
  input: { message: "Hi" },
  expected: "Hello",
  status: "succeeded",
  ...{ isOverdue: false, isCutShort: false },
  output: { answer: "hello " },
  error: null,
  steps: 4,
  tools: ["orders_get", "refund_create"],
  costMicros: 2_000,
  latencyMs: 800,
  tokens: 120,
};
type Case = [check: object, facts: Partial<TrialFacts>, verdict: "pass" | "fail" | "ungraded"];
const CASES: Case[] = [
  [{ kind: "exact" }, {}, "pass"],
  [{ kind: "exact", loose: false, at: "/answer" }, {}, "fail"],
  [{ kind: "exact", loose: false }, { expected: { answer: "hello " } }, "pass"],
  [{ kind: "exact" }, { expected: undefined }, "ungraded"],
  [{ kind: "exact" }, { expected: null, output: null }, "pass"],
  [{ kind: "contains", text: "ELL" }, {}, "pass"],
  [{ kind: "contains" }, { expected: "bye" }, "fail"],
  [{ kind: "contains" }, { expected: undefined }, "ungraded"],
  [{ kind: "regex", pattern: "^HELLO" }, {}, "pass"],
  [{ kind: "regex", pattern: "^HELLO", ignoreCase: false }, {}, "fail"],
  [{ kind: "regex", pattern: "(" }, {}, "ungraded"],
  [{ kind: "regex", pattern: "^(a+)+$" }, { output: `${"a".repeat(50_000)}!` }, "fail"],
  [{ kind: "json-schema", schema: { type: "object", required: ["answer"] } }, {}, "pass"],
  [{ kind: "json-schema", schema: { type: "object", required: ["other"] } }, {}, "fail"],
  [{ kind: "json-field", at: "/answer", value: "hello " }, {}, "pass"],
  [{ kind: "json-field", at: "/answer" }, { expected: { answer: "no" } }, "fail"],
  [
    { kind: "json-field", at: "/answer", value: null },
    { output: { answer: "no" }, expected: { answer: "no" } },
    "fail",
  ],
  [{ kind: "json-field", at: "/gone" }, {}, "ungraded"],
  [{ kind: "numeric", tolerance: 0.5 }, { output: "about 10,4 EUR", expected: 10 }, "pass"],
  [{ kind: "numeric", tolerance: 0.01, relative: true }, { output: 10.2, expected: 10 }, "fail"],
  [{ kind: "numeric" }, { output: "none", expected: 10 }, "fail"],
  [{ kind: "numeric" }, { output: { total: 42 }, expected: 42 }, "pass"],
  [{ kind: "numeric" }, { output: { total: "1,234.50 EUR" }, expected: { total: 1_234.5 } }, "pass"],
  [{ kind: "numeric" }, { expected: "none" }, "ungraded"],
  [{ kind: "set-f1" }, { output: ["A", "b"], expected: ["b", "a"] }, "pass"],
  [{ kind: "set-f1" }, { output: { items: ["a"] }, expected: { items: ["a"] } }, "pass"],
  [{ kind: "set-f1" }, { output: "a, c", expected: ["b", "a"] }, "fail"],
  [{ kind: "set-f1" }, { expected: 7 }, "ungraded"],
  [{ kind: "cel", condition: "input.output.answer.startsWith('hel')" }, {}, "pass"],
  [{ kind: "cel", condition: "input.output.answer == input.expected" }, {}, "fail"],
  [{ kind: "cel", condition: "input.output.answer" }, {}, "ungraded"],
  [{ kind: "cel", condition: "input.output.gone.deep == 1" }, {}, "ungraded"],
  [{ kind: "tool-used", tool: "orders_get" }, {}, "pass"],
  [{ kind: "tool-used", tool: "orders_get", atLeast: 2 }, {}, "fail"],
  [{ kind: "tool-used", tool: "orders_get" }, { tools: null }, "ungraded"],
  [{ kind: "tool-sequence", tools: ["orders_get", "refund_create"], match: "exact" }, {}, "pass"],
  [{ kind: "tool-sequence", tools: ["orders_get"], match: "exact" }, {}, "fail"],
  [{ kind: "tool-sequence", tools: ["refund_create"], match: "ordered" }, {}, "pass"],
  [{ kind: "tool-sequence", tools: ["refund_create", "orders_get"], match: "ordered" }, {}, "fail"],
  [{ kind: "tool-sequence", tools: ["refund_create", "orders_get"], match: "subset" }, {}, "pass"],
  [{ kind: "tool-sequence", tools: ["orders_get", "orders_get"], match: "subset" }, {}, "fail"],
  [{ kind: "forbidden-tool", tools: ["delete_all"] }, {}, "pass"],
  [{ kind: "forbidden-tool", tools: ["refund_create"] }, {}, "fail"],
  [{ kind: "forbidden-tool", tools: ["refund_create"] }, { tools: null }, "ungraded"],
  [{ kind: "step-count", max: 4 }, {}, "pass"],
  [{ kind: "step-count", max: 3 }, {}, "fail"],
  [{ kind: "cost", maxUsd: 0.002 }, {}, "pass"],
  [{ kind: "cost", maxUsd: 0.001 }, {}, "fail"],
  [{ kind: "latency", maxMs: 900 }, {}, "pass"],
  [{ kind: "latency", maxMs: 700 }, {}, "fail"],
  [{ kind: "tokens", max: 120 }, {}, "pass"],
  [{ kind: "tokens", max: 100 }, {}, "fail"],
];
const specOf = (check: object, more: object = {}) => GraderSpec.parse({ name: "g", check, ...more });
const grade = (check: object, facts: Partial<TrialFacts> = {}, more: object = {}) =>
  gradeTrial(specOf(check, more), { ...FACTS, ...facts });

test.each(CASES)("%j with %j: %s", (check, facts, verdict) => {
  expect(grade(check, facts).verdict).toBe(verdict);
});

test("every grader is in the table above with a pass and a fail", () => {
  const kinds: Check["kind"][] = GRADERS.map(({ schema }) => schema.shape.kind.value);
  for (const kind of kinds)
    for (const verdict of ["pass", "fail"])
      expect(CASES.some(([check, , wanted]) => "kind" in check && check.kind === kind && wanted === verdict)).toBe(
        true,
      );
});

test("`not` turns an answer round, and never turns a failed run, a cancelled one, one that hung or a broken grader into a pass", () => {
  const not = { not: true };
  expect(grade({ kind: "contains", text: "bye" }, {}, not)).toMatchObject({ verdict: "pass", score: 1 });
  expect(grade({ kind: "contains", text: "hello" }, {}, not).verdict).toBe("fail");
  expect(grade({ kind: "contains", text: "bye" }, { status: "failed", error: "boom" }, not)).toMatchObject({
    verdict: "fail",
    reason: expect.stringContaining("boom"),
  });
  expect(grade({ kind: "contains", text: "bye" }, { status: "cancelled" }, not).verdict).toBe("ungraded");
  expect(grade({ kind: "contains", text: "bye" }, { status: "cancelled", isOverdue: true }, not).verdict).toBe("fail");
  expect(grade({ kind: "regex", pattern: "(" }, {}, not).verdict).toBe("ungraded");
  expect(grade({ kind: "exact" }, { status: "failed", isCutShort: true }).verdict).toBe("ungraded");
});

test.each([
  ["an emoji where a long text is cut", { kind: "exact" }, { output: `${"a".repeat(116)}😀 and more`, expected: "b" }],
  ["an emoji where the reason is cut", { kind: "cel", condition: "input.output" }, { output: "a😀".repeat(500) }],
  ["a value of megabytes", { kind: "cel", condition: "input.output" }, { output: "x".repeat(3_000_000) }],
  ["an error with half a pair and a NUL", { kind: "exact" }, { status: "failed", error: "a\uD83D b\0" }],
] satisfies [string, object, Partial<TrialFacts>][])(
  "the reason of a grade is short and can be stored: %s",
  (_, check, facts) => {
    const { reason } = grade(check, facts);
    expect(reason.length).toBeLessThanOrEqual(300);
    expect(jsonHazard(reason)).toBeNull();
  },
);

test("the schema of a grader is read once for all trials that it grades", () => {
  let reads = 0;
  const parse = GRADERS[3].schema.parse;
  const spec = specOf({ kind: "json-schema", schema: { type: "object" } });
  vi.spyOn(GRADERS[3].schema, "parse").mockImplementation((value) => {
    reads += 1;
    return parse(value);
  });
  for (let trial = 0; trial < 3; trial += 1) expect(gradeTrial(spec, FACTS).verdict).toBe("pass");
  expect(reads).toBe(1);
});

test("a threshold decides from which score on a graded answer passes", () => {
  const half = { output: ["a"], expected: ["a", "b", "c"] };
  expect(grade({ kind: "set-f1" }, half, { threshold: 0.5 })).toMatchObject({ verdict: "pass", score: 0.5 });
  expect(grade({ kind: "set-f1" }, half, { threshold: 0.6 }).verdict).toBe("fail");
});

test("a trial passes when every weighted grader does; one without a grade leaves it ungraded", () => {
  const specs = [
    specOf({ kind: "exact" }, { weight: 3 }),
    specOf({ kind: "exact" }),
    specOf({ kind: "exact" }, { weight: 0 }),
  ];
  const score = (verdict: "pass" | "fail" | "ungraded", value: number | null) => ({
    verdict,
    score: value,
    reason: "",
  });
  expect(trialResult(specs, [score("pass", 1), score("fail", 0), score("fail", 0)])).toEqual({
    pass: false,
    score: 0.75,
  });
  expect(trialResult(specs, [score("pass", 1), score("pass", 1), score("fail", 0)])).toEqual({ pass: true, score: 1 });
  expect(trialResult(specs, [score("pass", 1), score("ungraded", null), score("pass", 1)])).toEqual({
    pass: null,
    score: null,
  });
  expect(trialResult([specOf({ kind: "exact" }, { weight: 0 })], [score("pass", 1)])).toEqual({
    pass: null,
    score: null,
  });
});
