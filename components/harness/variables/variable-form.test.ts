import { expect, test } from "vitest";
import { readValue, textOf } from "@/components/harness/variables/variable-form";

test("what a field shows of a value reads back as the same value", () => {
  for (const value of ["eu", "12", -0.5, 0, 1e21, true, false]) {
    const type = typeof value === "string" ? "text" : typeof value === "number" ? "number" : "yes/no";
    expect(readValue(type, textOf(value))).toBe(value);
  }
});

test("an empty field is no value, and what is no number is refused", () => {
  expect([textOf(null), readValue("number", " "), readValue("text", "")]).toEqual(["", null, null]);
  expect([readValue("number", "12 EUR"), readValue("number", "Infinity"), readValue("yes/no", "maybe")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
