import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import { renameSteps } from "@/lib/release/expressions/rename-steps";
import { renderLiquid } from "@/lib/release/expressions/render-liquid";

const names = new Map([["look", "found"]]);
const scopeWith = (key: string, other: string): ExpressionScope => ({
  input: { look: 4, text: "steps.look" },
  steps: { [key]: { output: { look: 2, list: [{ look: 7 }] } }, [other]: { output: 5 } },
  state: {},
  run: { id: "r", environment: "draft", startedAt: "2026-01-01T00:00:00Z", threadId: null, userId: null },
});

test.each([
  ["cel", "steps.look.output", "steps.found.output"],
  [
    "cel",
    "steps['look'].output + steps.?look.output.orValue(1.0)",
    "steps['found'].output + steps.?found.output.orValue(1.0)",
  ],
  ["cel", "'steps.look' + input.look + steps.look_up.output", "'steps.look' + input.look + steps.look_up.output"],
  ["cel", "[{'look': 1}].map(steps, steps.look)", "[{'look': 1}].map(steps, steps.look)"],
  [
    "cel",
    "steps.look.output.list.exists(look, look == steps.look.output.look)",
    "steps.found.output.list.exists(look, look == steps.found.output.look)",
  ],
  ["cel", "steps.look.output ==", "steps.found.output =="],
  [
    "liquid",
    "é\n{{ steps.look.output }} steps.look {{ steps['look'].x }}",
    "é\n{{ steps.found.output }} steps.look {{ steps['found'].x }}",
  ],
  [
    "liquid",
    "{% for steps in input.list %}{{ steps.look }}{% endfor %}",
    "{% for steps in input.list %}{{ steps.look }}{% endfor %}",
  ],
  [
    "liquid",
    "{% raw %}{{ steps.look }}{% endraw %}{% if steps.look %}a{% endif %}",
    "{% raw %}{{ steps.look }}{% endraw %}{% if steps.found %}a{% endif %}",
  ],
] as const)("%s %s", (language, source, renamed) => {
  expect(renameSteps(language, source, names)).toBe(renamed);
});

test("two keys change places at once", () => {
  const swapped = new Map([
    ["a", "b"],
    ["b", "a"],
  ]);
  expect(renameSteps("cel", "steps.a.output + steps.b.output", swapped)).toBe("steps.b.output + steps.a.output");
});

const PARTS = [
  "steps.look.output.look",
  "steps['look'].output.look",
  "steps.?look.output.look.orValue(9.0)",
  "steps.other.output",
  "input.look",
  "size('steps.look')",
  "size([1].map(steps, steps))",
  "steps.look.output.list[0].look",
];

test("renaming keeps the value of every expression and every text", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 6 }), (parts) => {
      const [cel, text] = [
        parts.map((part) => `(${part}) * 1.0`).join(" + "),
        parts
          .filter((part) => !part.includes("(") && !part.includes("?"))
          .map((part) => `{{ ${part} }}`)
          .join(" "),
      ];
      const [before, after] = [scopeWith("look", "other"), scopeWith("found", "other")];
      expect(evaluateCel(renameSteps("cel", cel, names), after)).toEqual(evaluateCel(cel, before));
      expect(renderLiquid(renameSteps("liquid", text, names), after)).toBe(renderLiquid(text, before));
    }),
    { numRuns: 200 },
  );
});
