import { expect, test } from "vitest";
import { combineCells, countCombinations } from "@/lib/harness/experiments/combine-cells";
import { Cell, MAX_CELLS } from "@/lib/harness/experiments/schema";

const [one, two] = [
  { prompt: "greet", rev: 1 },
  { prompt: "greet", variant: "short", rev: 2 },
];
const models = ["a/one", "b/two", "c/three", "d/four", "e/five"];

test("every chosen prompt meets every chosen model once, and each variant can be sent", () => {
  const cells = combineCells({ prompts: { say: [null, one, two] }, models: { main: ["a/one", "b/two"] } }) ?? [];
  expect(cells.map(({ change }) => [change.prompts.say?.rev, change.slots.main?.model])).toEqual([
    [undefined, "a/one"],
    [undefined, "b/two"],
    [1, "a/one"],
    [1, "b/two"],
    [2, "a/one"],
    [2, "b/two"],
  ]);
  expect(new Set(cells.map(({ key }) => key)).size).toBe(6);
  expect(cells.map((cell) => Cell.parse(cell))).toEqual(cells);
  expect(cells.at(-1)?.label).toBe("greet/short r2, b/two");
});

test("what is not chosen stays as the draft has it", () => {
  expect(combineCells({ prompts: { say: [] }, models: { main: [null] } })).toEqual([
    { key: "v1", label: "Draft as it is", change: { prompts: {}, slots: {} } },
  ]);
});

test("more combinations than an experiment takes make no variants instead of fewer", () => {
  const choices = { prompts: { say: [null, one, two], end: [one, two] }, models: { main: models } };
  expect(countCombinations(choices)).toBe(30);
  expect(countCombinations(choices)).toBeGreaterThan(MAX_CELLS);
  expect(combineCells(choices)).toBeNull();
});
