import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Condition,
  type ConditionRow,
  OPERATORS,
  takesList,
  takesNothing,
  takesText,
} from "@/lib/harness/conditions/condition";
import { printCondition } from "@/lib/harness/conditions/print-condition";
import { readCondition } from "@/lib/harness/conditions/read-condition";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";

const text = fc.string({
  unit: fc.oneof(fc.constantFrom('"', "'", "\\", "\n", "/", "é", "✓"), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 8,
});
const number = fc.oneof(
  fc.integer({ min: -9_999, max: 9_999 }),
  fc.integer({ min: -999, max: 999 }).map((n) => n / 8),
);
const scalar = fc.oneof(text, number, fc.boolean());
const field = fc.constantFrom(
  "input.a",
  "steps.find.output.total",
  'steps.?find.output.label.orValue("")',
  "item.tags[0]",
  'input["x-y"]',
);
const row: fc.Arbitrary<ConditionRow> = fc
  .tuple(field, fc.constantFrom(...OPERATORS), scalar, fc.array(scalar, { maxLength: 3 }), text)
  .map(([name, operator, one, many, word]) => ({
    field: name,
    operator,
    value: takesNothing(operator) ? null : takesList(operator) ? many : takesText(operator) ? word : one,
  }));
const match = fc.constantFrom("all" as const, "any" as const);
const opposite = { all: "any", any: "all" } as const;
/** As the screen makes them: a group has two rows at least, and the other match than what is around it. */
const condition: fc.Arbitrary<Condition> = fc
  .tuple(match, fc.array(fc.oneof(row, fc.array(row, { minLength: 2, maxLength: 3 })), { maxLength: 4 }))
  .map(([outer, parts]) => ({
    match: parts.length === 1 ? "all" : outer,
    rows:
      parts.length === 1
        ? parts.flatMap((part) => (Array.isArray(part) ? part.slice(0, 1) : [part]))
        : parts.map((part) => (Array.isArray(part) ? { match: opposite[outer], rows: part } : part)),
  }));

test("what rows print is read back as the same rows", () => {
  fc.assert(
    fc.property(condition, (made) => {
      expect(readCondition(printCondition(made))).toEqual(made);
    }),
    { numRuns: 500 },
  );
});

test("what is read prints an expression with the same value", () => {
  const source = fc.constantFrom(
    "input.n > 3",
    "input.n>3.0&&input.s=='it\\'s'",
    'input.s.startsWith("it") || (input.n == 4 && !(input.s in ["a", "b"]))',
    "has(input.n) && !has(input.zzz)",
    "size(input.s) > 0",
    "!input.yes || input.n != -1",
    "input.n == 4 && (input.yes && input.s != null)",
  );
  const input = { n: 4, s: "it's", yes: true };
  const scope = {
    input,
    steps: {},
    state: {},
    run: { id: "", environment: "", startedAt: "", threadId: null, userId: null },
  };
  fc.assert(
    fc.property(source, fc.integer(), fc.boolean(), (one, n, yes) => {
      const read = readCondition(one);
      expect(read).not.toBeNull();
      const mine = { ...scope, input: { ...input, n, yes } };
      expect(evaluateCel(printCondition(read ?? { match: "all", rows: [] }), mine)).toEqual(evaluateCel(one, mine));
    }),
  );
});

test.each([
  ["steps.a.output.n + 1 > 3"],
  ["input.a == input.b"],
  ["input.list.exists(x, x > 1)"],
  ["input.a ? input.b : input.c"],
  ["input.a == 1 || (input.b == 2 && (input.c == 3 || input.d == 4))"],
  ["input.a == 1 // a note"],
  ["3 < input.a"],
  ["input.a =="],
  ["input.a == 12345678901234567890"],
  ["input.a == {'b': 1}"],
])("rows do not claim to show %s", (source) => {
  expect(readCondition(source)).toBeNull();
});

test("always and never are conditions without rows", () => {
  expect(readCondition("true")).toEqual({ match: "all", rows: [] });
  expect(readCondition("false")).toEqual({ match: "any", rows: [] });
});
