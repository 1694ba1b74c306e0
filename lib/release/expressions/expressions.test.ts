import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCel, evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { celReferences, liquidReferences } from "@/lib/release/expressions/references-of";
import { checkLiquid, renderLiquid } from "@/lib/release/expressions/render-liquid";

const scope: ExpressionScope = {
  input: { total: 3, name: "Ada", tags: ["a", "b"], nested: { a: { b: 1 } } },
  steps: { search: { output: { hits: [{ title: "One" }, { title: "Two" }] } } },
  state: {},
  run: { id: "r", environment: "draft", startedAt: "2026-01-01T00:00:00Z", threadId: null, userId: null },
};

describe("CEL", () => {
  test.each([
    ["input.total == 3", true],
    ["input.total + 1", 4],
    ["input.total > 2 && input.name == 'Ada'", true],
    ["input.tags[1]", "b"],
    ["input.?missing.orValue('none')", "none"],
    ["has(input.name)", true],
    ["steps.search.output.hits.map(h, h.title)", ["One", "Two"]],
    ["size(input.tags) == 2", true],
    ["regex(input.name, '^A')", true],
    ["{'a': input.total}", { a: 3 }],
    ["input.total * 2 / 4", 1.5],
  ])("%s", (source, expected) => {
    expect(evaluateCel(source, scope)).toEqual(expected);
  });

  test("a missing field is an error with a suggestion", () => {
    expect(() => evaluateCel("input.missing", scope)).toThrow(/orValue/);
  });

  test("an unknown variable is named before anything runs", () => {
    const checked = checkCel("imput.total > 3");
    expect(checked.ok ? "" : checked.error.message).toMatch(/Unknown variable.*Start with one of: input/);
  });

  test("a condition that is not a condition is refused", () => {
    expect(checkCel("'text'", "bool").ok).toBe(false);
  });

  test.each([
    "input.name.matches('(a+)+$')",
    "1.0/0.0",
    "[1].map(a, [1].map(b, [1].map(c, c)))",
    `${"(".repeat(60)}1${")".repeat(60)}`,
    "1+".repeat(300),
  ])("hostile: %s is refused within a second", (source) => {
    const startedAt = performance.now();
    expect(() => evaluateCel(source, scope)).toThrow();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("widening integers keeps their value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (a, b) => {
        expect(evaluateCel(`${a} + ${b} * 2`, scope)).toBe(a + b * 2);
      }),
    );
  });

  test("references are the paths that are read", () => {
    expect(celReferences("steps.search.output.hits.size() > 0 && input.name == 'x'")).toEqual([
      ["steps", "search", "output", "hits"],
      ["input", "name"],
    ]);
  });
});

describe("Liquid", () => {
  test("prints values, and null as nothing", () => {
    expect(
      renderLiquid(
        "{{ input.name | upcase }}: {% for h in steps.search.output.hits %}{{ h.title }} {% endfor %}{{ run.userId }}",
        scope,
      ),
    ).toBe("ADA: One Two ");
  });
  test("an object in a text is an error, not [object Object]", () => {
    expect(() => renderLiquid("{{ input.nested }}", scope)).toThrow(/json/);
    expect(renderLiquid("{{ input.nested | json }}", scope)).toBe('{"a":{"b":1}}');
  });
  test("a missing name is an error that suggests a default", () => {
    expect(() => renderLiquid("{{ input.missing }}", scope)).toThrow(/default/);
    expect(renderLiquid('{{ input.missing | default: "x" }}', scope)).toBe("x");
  });
  test.each([
    "{% include 'x' %}",
    "{{ input.name | raw }}",
    "{{ constructor.constructor }}",
    "{{ input.__proto__ }}",
    "{% for i in (1..100000000) %}x{% endfor %}",
  ])("hostile: %s is refused", (source) => {
    expect(() => renderLiquid(source, scope)).toThrow();
  });
  test("unknown names are found while typing", () => {
    expect(checkLiquid("{{ inptu.name }}")?.message).toMatch(/Start with one of/);
    expect(checkLiquid("{{ input.name }}")).toBeNull();
    expect(liquidReferences("{{ steps.search.output.hits }}")).toEqual([["steps", "search", "output", "hits"]]);
  });
});
