import { expect, test } from "vitest";
import { firstNumber } from "@/lib/harness/graders/first-number";

test.each([
  ["about 10,4 EUR", 10.4],
  ["1,234.50", 1_234.5],
  ["1.234,50 €", 1_234.5],
  ["1,234,567", 1_234_567],
  ["1.234.567", 1_234_567],
  ["1,234 items", 1_234],
  ["1.234", 1.234],
  ["0,234", 0.234],
  ["1e3", 1_000],
  ["-2.5E-2", -0.025],
  ["−7", -7],
  ["It is 42.", 42],
  ["3, then 4", 3],
  ["version 1.2.3", 1.2],
  ["none", null],
])("the first number of %j is %j", (text, number) => {
  expect(firstNumber(text)).toBe(number);
});
