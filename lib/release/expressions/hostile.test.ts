import { expect, test } from "vitest";
import { busyMs } from "@/lib/platform/testing/busy-ms";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { renameSteps } from "@/lib/release/expressions/rename-steps";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";
import { replaceReads } from "@/lib/release/expressions/replace-reads";

const SECOND_MS = 1_000;
const scope: ExpressionScope = {
  input: {
    list: Array.from({ length: 1_000 }, (_, at) => at),
    long: Array.from({ length: 20_000 }, (_, at) => at),
    text: "a".repeat(50_000),
    mega: "a".repeat(1_000_000),
    needle: `b${"a".repeat(400_000)}`,
    when: "2026-01-01T00:00:00Z",
  },
  steps: {},
  state: {},
  run: { id: "r", environment: "draft", startedAt: "2026-01-01T00:00:00Z", threadId: null, userId: null },
};
const each = (depth: number, body: string): string =>
  depth === 0 ? body : `{% for x${depth} in input.list %}${each(depth - 1, body)}{% endfor %}`;

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

const bind = (depth: number, body: string): string =>
  depth === 0
    ? body
    : `cel.bind(x${depth}, ${body}, ${bind(depth - 1, body.replaceAll(/x\d+|input\.\w+/g, `x${depth}`))})`;

test.each([
  ["a macro over 20,000 items", "input.long.map(a, a + 1)", /over at most 1000 items; here are 20000/],
  [
    "a macro over 20,000 items inside of another",
    "input.list.all(a, input.long.exists(b, b == a))",
    /at most 1000 items/,
  ],
  ["what would be refused but is not looked at", "true || input.long.exists(b, b == -1) || true", null],
  ["an error that an operator swallows", "input.long.exists(b, b == -1) || true", /at most 1000 items/],
  ["a membership in 20,000 items, a thousand times", "input.list.map(a, a in input.long)", /too much work/],
  ["a membership in 20,000 items", "19999 in input.long", null],
  ["a list of long texts joined by a long text", "input.list.map(a, input.text).join(input.text)", /too much work/],
  ["20,000 texts joined", "input.mega.split('').join(input.text)", /join\(\)|too much work/],
  [
    "a long body in two macros",
    `input.list.all(a, input.list.all(b, ${"a + b >= 0 && ".repeat(30)} true))`,
    /too much work/,
  ],
  ["a megabyte counted a thousand times", "input.list.map(a, size(input.mega))", /too much work/],
  ["a megabyte in small letters a thousand times", "input.list.map(a, input.mega.lowerAscii() == '')", /too much work/],
  ["a long text searched in a long text", "input.mega.lastIndexOf(input.needle)", /too much work/],
  ["a long text searched in a long text from the front", "input.mega.contains(input.needle)", /too much work/],
  [
    "a time zone asked a million times",
    "input.list.all(a, input.list.all(b, timestamp(input.when).getHours('Europe/Berlin') < 24))",
    /too much work/,
  ],
  ["a text doubled twelve times", `${"bytes(".repeat(10)}input.mega${").hex()".repeat(10)}`, /too much work/],
  ["lists of lists of one list", bind(5, `[${Array(40).fill("input.list").join(", ")}]`), /10 MB|400|nodes/i],
  ["a pattern over a long text a thousand times", "input.list.map(a, regex(input.text, '(a+)+$'))", /too much work/],
  [
    "a thousand patterns inside of a thousand",
    "input.list.all(a, input.list.all(b, regex(string(b), 'x?' + string(a)) || true))",
    /too much work/,
  ],
])("%s: an answer within a second", (_name, source, message) => {
  const work = () =>
    message ? expect(() => evaluateCel(source, scope)).toThrow(message) : expect(evaluateCel(source, scope)).toBe(true);
  expect(busyMs(work)).toBeLessThan(SECOND_MS);
  expect(busyMs(work)).toBeLessThan(SECOND_MS);
});

test("what people write over a thousand items is not stopped", () => {
  const names = {
    input: {
      items: Array.from({ length: 1_000 }, (_, at) => ({ id: at, name: `name ${at}.pdf`, text: "x".repeat(500) })),
    },
  };
  const at = { ...scope, ...names };
  const count = (source: string) => evaluateCel(source, at);
  expect(count("size(input.items.filter(i, regex(i.name, '^name \\\\d+[.]pdf$')))")).toBe(1_000);
  expect(count("size(input.items.map(i, i.name.substring(i.name.lastIndexOf('.') + 1)).join(', '))")).toBe(4_998);
  expect(count("size(input.items.map(i, i.name + ': ' + i.text).join('\\n')) > 500000")).toBe(true);
  expect(count("size(input.items.filter(i, input.items.exists(o, o.id == i.id && o.name == i.name)))")).toBe(1_000);
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
