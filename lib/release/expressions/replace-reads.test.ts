import { expect, test } from "vitest";
import { type Read, replaceReads } from "@/lib/release/expressions/replace-reads";

const toInput = ({ path }: Read) => (path[0] === "steps" ? { names: 3, by: `input.${path[1]}` } : null);

test.each([
  ["cel", "steps.look.output.text + 'steps.look'", "input.look.text + 'steps.look'"],
  ["cel", "steps['look'].output == steps.?look.output.orValue(1)", "input.look == input.look.orValue(1)"],
  ["cel", "[1].map(steps, steps.look.output)", "[1].map(steps, steps.look.output)"],
  [
    "liquid",
    "{{ steps.look.output.text | upcase }} {{ steps['a'].output }}",
    "{{ input.look.text | upcase }} {{ input.a }}",
  ],
  [
    "liquid",
    "{% for steps in input.list %}{{ steps.a.output }}{% endfor %}",
    "{% for steps in input.list %}{{ steps.a.output }}{% endfor %}",
  ],
] as const)("%s: %s", (language, source, expected) => {
  expect(replaceReads(language, source, toInput)).toBe(expected);
});

test("what cannot be parsed, and a read that is written in another way, give nothing", () => {
  expect(replaceReads("cel", "steps.look.", toInput)).toBeNull();
  expect(replaceReads("cel", "(steps).look.output", toInput)).toBeNull();
});
