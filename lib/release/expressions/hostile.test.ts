import { expect, test } from "vitest";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { renameSteps } from "@/lib/release/expressions/rename-steps";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";
import { replaceReads } from "@/lib/release/expressions/replace-reads";

const SECOND_MS = 1_000;
const scope: ExpressionScope = {
  input: { list: Array.from({ length: 1_000 }, (_, at) => at), text: "a".repeat(50_000) },
  steps: {},
  state: {},
  run: { id: "r", environment: "draft", startedAt: "2026-01-01T00:00:00Z", threadId: null, userId: null },
};
const each = (depth: number, body: string): string =>
  depth === 0 ? body : `{% for x${depth} in input.list %}${each(depth - 1, body)}{% endfor %}`;

/** The time that the thread was busy, in milliseconds: other programs of the machine do not count. */
function busyMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

test.each([
  ["a range of a hundred million", "{% for a in (1..100000000) %}x{% endfor %}"],
  ["three loops inside of each other", each(3, "x")],
  ["a text that grows tenfold twenty times", `{{ "x"${' | replace: "x", "xxxxxxxxxx"'.repeat(20)} }}`],
  [
    "a text that is appended to itself",
    `{% assign t = input.text %}${"{% assign t = t | append: t %}".repeat(30)}{{ t }}`,
  ],
  ["conditions 20,000 deep", `${"{% if input.text %}".repeat(20_000)}x`],
  ["a tag that is not there", "{% include 'etc/passwd' %}"],
  ["the constructor of a value", "{{ input.constructor.name }}"],
  ["the prototype of a value", "{{ input.__proto__.polluted }}"],
])("a template with %s is refused within a second", (_name, source) => {
  const busy = busyMs(() => expect(() => renderLiquid(source, scope)).toThrow());
  expect(busy).toBeLessThan(SECOND_MS);
});

test.each([
  ["a pattern that backtracks", "input.text.matches('(a+)+$')"],
  ["three macros inside of each other", "input.list.all(a, input.list.all(b, input.list.all(c, a + b + c > 0)))"],
  ["the constructor of a value", "input.constructor"],
  ["the prototype of a value", "input.__proto__.polluted"],
  ["a pattern over 200 characters", `regex(input.text, '${"a".repeat(201)}')`],
  ["brackets 10,000 deep", `${"(".repeat(10_000)}1${")".repeat(10_000)}`],
])("a condition with %s is refused within a second", (_name, source) => {
  const busy = busyMs(() => expect(() => evaluateCel(source, scope)).toThrow());
  expect(busy).toBeLessThan(SECOND_MS);
});

test("two macros over the longest list, and a pattern made for backtracking, end within a second", () => {
  expect(busyMs(() => evaluateCel("input.list.map(a, input.list.exists(b, b == a))", scope))).toBeLessThan(SECOND_MS);
  expect(busyMs(() => evaluateCel("regex(input.text, '(a+)+$')", scope))).toBeLessThan(SECOND_MS);
});

test("rewriting what cannot be parsed, and what is very long, ends within a second", () => {
  const long = Array.from({ length: 1_600 }, (_, at) => `{{ steps.s${at}.output }}`).join("");
  const names = new Map([["s1", "t1"]]);
  const work = () => {
    renameSteps("liquid", long, names);
    replaceReads("liquid", long, () => ({ names: 3, by: "input.a" }));
    expect(replaceReads("cel", `${"steps.a.output + ".repeat(5_000)}1`, () => null)).toBeNull();
  };
  expect(busyMs(work)).toBeLessThan(SECOND_MS);
});
